import type { ProfilePart } from "./customer-record.ts";
import { isNewer, type StatedValue } from "./evidence.ts";
import { fromFieldName, fromStoredValue, toFieldName } from "./field-name.ts";
import { inOrder, type Statement } from "./statement.ts";
import { survivorOf, type Survivorship, type SurvivorshipRule } from "./survivorship.ts";

/** A trait as it stands. */
export interface TraitPart {
  readonly key: string;
  /** Null where it was taken back. */
  readonly value: unknown;
  readonly source: string;
  readonly updatedAt: Date;
  /** The event that states it. */
  readonly event: string;
  readonly rule: SurvivorshipRule["rule"];
}

/** All statements of the traits whose rule must see them, by trait, in order. */
export type Counted = ReadonlyMap<string, readonly Statement[]>;

/** None are needed where no rule counts. */
export const NOT_COUNTED: Counted = new Map();

type Profiles = readonly Pick<ProfilePart, "traits">[];

/** The traits in force, by name, ascending. One that was taken back is left out. */
export function traitsInForce(
  profiles: Profiles,
  only: readonly string[] | null,
  survivorship: Survivorship,
  counted: Counted,
): TraitPart[] {
  const wanted = only === null ? null : new Set(only.map(toFieldName));
  const newest = new Map<string, StatedValue & { source: string }>();
  for (const { traits } of profiles)
    for (const field of Object.keys(traits)) {
      if (wanted !== null && !wanted.has(field)) continue;
      const bySource = traits[field] ?? {};
      for (const source of Object.keys(bySource)) {
        const stated = bySource[source];
        if (stated !== undefined && isNewer(stated, newest.get(field)))
          newest.set(field, { source, t: stated.t, e: stated.e, v: stated.v });
      }
    }
  const found: TraitPart[] = [];
  for (const [field, last] of newest) {
    const key = fromFieldName(field);
    const rule = survivorship.ruleOf(key);
    const inForce =
      rule.rule === "newest"
        ? last.v === null
          ? null
          : toStatement(last.source, last)
        : survivorOf(rule, statementsFor(profiles, field, rule, counted));
    if (inForce !== null) found.push(toPart(key, inForce, rule));
  }
  return found.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** One trait as it stands, one that was taken back included; null where nobody ever stated it. */
export function traitOf(
  profiles: Profiles,
  key: string,
  survivorship: Survivorship,
  counted: Counted,
): TraitPart | null {
  const rule = survivorship.ruleOf(key);
  const statements = statementsFor(profiles, toFieldName(key), rule, counted);
  const last = statements.at(-1);
  if (last === undefined) return null;
  const inForce = survivorOf(rule, statements);
  return toPart(key, inForce ?? { ...last, value: null }, rule);
}

/** The last statement of each source, by what is folded into the profiles; in order. */
export function lastBySource(profiles: Profiles, field: string): Statement[] {
  const last = new Map<string, StatedValue>();
  for (const { traits } of profiles)
    for (const [source, stated] of Object.entries(traits[field] ?? {}))
      if (isNewer(stated, last.get(source))) last.set(source, stated);
  return [...last].map(([source, stated]) => toStatement(source, stated)).sort(inOrder);
}

function statementsFor(
  profiles: Profiles,
  field: string,
  { rule }: SurvivorshipRule,
  counted: Counted,
): readonly Statement[] {
  return rule === "most_frequent" || rule === "longest"
    ? (counted.get(fromFieldName(field)) ?? [])
    : lastBySource(profiles, field);
}

function toStatement(source: string, { t, e, v }: StatedValue): Statement {
  return { at: t, event: e, source: fromFieldName(source), value: fromStoredValue(v) };
}

function toPart(
  key: string,
  { value, source, at, event }: Statement,
  { rule }: SurvivorshipRule,
): TraitPart {
  return { key, value, source, updatedAt: at, event, rule };
}
