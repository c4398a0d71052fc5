import type { Comparer } from "./comparisons.ts";
import type { Parameters } from "./model.ts";
import type { Prepared } from "./prepare.ts";

/**
 * The evidence of a pair in bits, as a row of numbers: one for each comparison (NaN is unknown), and last the bits by
 * which "two people of one household" is likelier than chance beyond what they share anyway.
 */
export interface Evidence {
  readonly width: number;
  weigh(a: Prepared, b: Prepared, into: Float64Array): void;
  /** The same from levels already compared. */
  weighLevels(a: Prepared, b: Prepared, levels: Int8Array, at: number, into: Float64Array): void;
  /** Posterior odds in bits of a row; what is NaN counts nothing. */
  total(row: Float64Array): number;
  /** What the household explanation takes away from the sum of the bits; at most 0. */
  household(row: Float64Array): number;
  /** Log2 of the prior odds. */
  readonly priorBits: number;
}

/** An agreement on a value is at most this much more or less telling than on an average one, bits. */
const FREQUENCY_REACH = 7;

/**
 * Weighs pairs by Fellegi & Sunter (1969) with frequency-based weights (Winkler 2000), against two explanations of
 * agreement without identity: chance, and living in one household. Of the two the better one counts, so a surname, an
 * address and a landline in common, however rare, never add up to one person.
 */
export function evidenceOf(comparer: Comparer, parameters: Parameters): Evidence {
  const { comparisons } = comparer;
  const width = comparisons.length + 1;
  const tables = comparisons.map((comparison, c) => {
    const levels = parameters.comparisons[c]?.levels ?? [];
    const frequency = parameters.frequencies[comparison.name];
    return {
      ...comparison,
      weights: Float64Array.from(levels, (level) => level.weight),
      kinBits: Float64Array.from(levels, (level, l) => {
        const kin = comparison.kin[l] ?? 0;
        return kin > level.u ? Math.log2(kin / level.u) : 0;
      }),
      values: frequency === undefined ? null : new Map(Object.entries(frequency.values)),
      rare: frequency?.rare ?? 0,
      mean: frequency?.mean ?? 0,
      exact: Math.log2(levels[0]?.m ?? 0.5),
      anyKin: comparison.kin.length > 0,
    };
  });
  const priorBits = Math.log2(parameters.prior / (1 - parameters.prior));
  const kinBits = Math.log2(parameters.kin);
  const shared = Uint8Array.from(comparisons, (comparison) => (comparison.shared ? 1 : 0));
  const scratch = new Int8Array(comparisons.length);

  const weighLevels: Evidence["weighLevels"] = (a, b, levels, at, into) => {
    let kin = 0;
    for (let c = 0; c < tables.length; c++) {
      const level = levels[at + c] ?? -1;
      const table = tables[c];
      if (level < 0 || table === undefined) {
        into[c] = NaN;
        continue;
      }
      let bits = table.weights[level] ?? 0;
      let often = 1;
      const factor = table.frequency[level] ?? 0;
      if (factor > 0 && table.values !== null) {
        const [x, y] = [a.values[table.field], b.values[table.field]];
        // Of a mistyped and a right value the right one is the more frequent, and says how common the two are.
        const frequency = Math.max(
          x == null ? 0 : (table.values.get(x.key) ?? table.rare),
          y == null ? 0 : (table.values.get(y.key) ?? table.rare),
        );
        if (frequency > 0) {
          const rarer = Math.log2(table.mean / frequency);
          if (level === 0) {
            bits = table.exact - Math.log2(frequency);
            often = frequency;
          } else bits += factor * Math.max(-FREQUENCY_REACH, Math.min(FREQUENCY_REACH, rarer));
        }
      }
      into[c] = bits;
      if (!table.anyKin) continue;
      const expected = table.kin[level] ?? 0;
      // An agreement on a rare value is as unlikely by chance as the value is rare, yet twins agree on it.
      if (level === 0 && expected > 0 && often < 1) kin += Math.max(0, Math.log2(expected / often));
      else kin += table.kinBits[level] ?? 0;
    }
    into[width - 1] = kin;
  };

  const household = (row: Float64Array): number => {
    let bits = kinBits + (row[width - 1] ?? 0);
    for (let c = 0; c < shared.length; c++) {
      const value = row[c] ?? NaN;
      if (shared[c] === 1 && value === value) bits += value;
    }
    // log2(1 + 2^bits) without overflow.
    return -(bits > 50 ? bits : Math.log2(1 + 2 ** bits));
  };

  return {
    width,
    priorBits,
    weighLevels,
    weigh: (a, b, into) => {
      comparer.compare(a, b, scratch, 0);
      weighLevels(a, b, scratch, 0, into);
    },
    household,
    total: (row) => {
      let sum = priorBits + household(row);
      for (let c = 0; c < width - 1; c++) {
        const bits = row[c] ?? NaN;
        if (bits === bits) sum += bits;
      }
      return sum;
    },
  };
}
