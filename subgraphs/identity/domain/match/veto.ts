import type { Objection } from "./agglomerate.ts";
import { preparedFields, type Prepared, type PreparedField } from "./prepare.ts";
import type { MatchField } from "./roles.ts";
import { givenLevel } from "./levels.ts";

/** What keeps two records apart, whatever they agree on. */
export interface VetoRules {
  /** Where true, no file holds a person twice: two records of one source never join. */
  readonly sourcesWithoutDuplicates: boolean;
}

/** Why two records must not join by themselves. */
export type Veto = "anchors differ" | "generations differ" | "twins" | "same source";

/** Makes the judge of two records. */
export function vetoOf(
  fields: readonly PreparedField[],
): (a: Prepared, b: Prepared) => Veto | null {
  const place = (role: string): number => fields.findIndex((field) => field.role === role);
  const [anchor, gender, given] = [place("anchor"), place("gender"), place("givenName")];
  return (a, b) => {
    const [x, y] = [a.values[anchor], b.values[anchor]];
    if (x != null && y != null && x.key !== y.key) return "anchors differ";
    if (a.suffix !== null && b.suffix !== null && a.suffix !== b.suffix)
      return "generations differ";
    const [s, t] = [a.values[gender], b.values[gender]];
    if (s == null || t == null || s.key === t.key) return null;
    const [g, h] = [a.values[given], b.values[given]];
    return g != null && h != null && givenLevel(g, h) === DIFFERENT ? "twins" : null;
  };
}

const DIFFERENT = 7;

/** A verified identifier is right; a gender or a "Jr" can be a slip in one of many records. */
export function objectionOf(veto: Veto | null): Objection | null {
  if (veto === null) return null;
  return veto === "anchors differ" || veto === "same source" ? "never" : "doubt";
}

/** The same for records of a batch by their numbers. */
export function vetoBetween(
  batch: {
    readonly shape: { readonly fields: readonly MatchField[] };
    readonly records: readonly Prepared[];
    readonly sources: readonly string[];
  },
  rules: VetoRules,
): (left: number, right: number) => Objection | null {
  const judge = vetoOf(preparedFields(batch.shape.fields));
  const { records, sources } = batch;
  return (left, right) => {
    if (rules.sourcesWithoutDuplicates && sources[left] === sources[right]) return "never";
    const [a, b] = [records[left], records[right]];
    return a === undefined || b === undefined ? null : objectionOf(judge(a, b));
  };
}
