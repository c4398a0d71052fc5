import { fromFieldName } from "../field-name.ts";
import type { ProfilePart } from "../customer-record.ts";
import { lastBySource } from "../traits-in-force.ts";

/** How often a source states of a trait what another source states. */
export interface SourceAgreement {
  readonly source: string;
  readonly key: string;
  /** Other sources that state the trait of the same customer. */
  compared: number;
  /** Those that state the same. */
  agreeing: number;
}

/**
 * Compares the sources of one customer: for each trait that several state, each of them with each other one, by the last
 * that it states (Batini, Scannapieco 2016: consistency of redundant data). A trait that was taken back states nothing.
 */
export function agreementOf(profiles: readonly Pick<ProfilePart, "traits">[]): SourceAgreement[] {
  const found: SourceAgreement[] = [];
  for (const field of new Set(profiles.flatMap(({ traits }) => Object.keys(traits)))) {
    const stated = lastBySource(profiles, field).filter(({ value }) => value !== null);
    if (stated.length < 2) continue;
    const values = stated.map(({ value }) => comparable(value));
    stated.forEach(({ source }, i) => {
      const same = values.filter((value) => value === values[i]).length;
      found.push({
        source,
        key: fromFieldName(field),
        compared: stated.length - 1,
        agreeing: same - 1,
      });
    });
  }
  return found;
}

/** Adds up what was found of many customers, by source and trait. */
export function addAgreements(all: Iterable<SourceAgreement>): SourceAgreement[] {
  const sums = new Map<string, SourceAgreement>();
  for (const one of all) {
    const id = `${one.source}\n${one.key}`;
    const sum = sums.get(id);
    if (sum === undefined) sums.set(id, { ...one });
    else {
      sum.compared += one.compared;
      sum.agreeing += one.agreeing;
    }
  }
  return [...sums.values()].sort((a, b) => b.compared - a.compared || (a.key < b.key ? -1 : 1));
}

/** What two values are compared by: letter case, white space, Unicode form and the order of names tell nothing apart. */
function comparable(value: unknown): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return String(value).normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ).toLowerCase();
}
