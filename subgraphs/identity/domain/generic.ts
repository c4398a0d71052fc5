import type { IdentifierRef, NamespaceRule, Rules } from "./rules.ts";

interface Company {
  readonly rule: NamespaceRule;
  /** Distinct identifiers of any kind, as far as the limit asks. */
  readonly near: Set<string>;
  /** Distinct anchors, records and contacts by namespace. */
  readonly met: Map<string, Set<string>>;
}

/**
 * The identifiers that were seen with more company than their namespace allows: with too many neighbours, or with too
 * many anchors, records or contacts of one namespace. `known` are generic already and stay so. An identifier of a namespace without a rule
 * is generic; one that is blocked joins nobody anyway. Order and repetition do not matter. All evidence of an identifier that is not generic lies in its own
 * component, so a component and what touches it are enough to tell.
 */
export function genericAmong(
  evidence: Iterable<{ readonly ids: readonly IdentifierRef[] }>,
  known: ReadonlySet<string>,
  blocked: ReadonlySet<string>,
  rules: Rules,
): Set<string> {
  const generic = new Set(known);
  const companies = new Map<string, Company | null>();
  for (const { ids } of evidence)
    for (const { id, namespace } of ids) {
      if (generic.has(id) || blocked.has(id)) continue;
      // Most profiles have one identifier, which meets nobody.
      if (ids.length === 1 && rules.of(namespace) !== undefined) continue;
      const company = companies.get(id) ?? begin(companies, id, namespace, rules);
      if (company === undefined) generic.add(id);
      else if (company !== null && !fits(company, id, ids, rules)) generic.add(id);
    }
  return generic;
}

/** Null where nothing limits the namespace, undefined where it has no rule. */
function begin(
  companies: Map<string, Company | null>,
  id: string,
  namespace: string,
  rules: Rules,
): Company | null | undefined {
  if (companies.has(id)) return null;
  const rule = rules.of(namespace);
  if (rule === undefined) return undefined;
  const { maxAnchorsPerValue, maxContactsPerValue, maxNeighbours } = rule;
  const isFree = (maxAnchorsPerValue ?? maxContactsPerValue ?? maxNeighbours) === null;
  const company = isFree ? null : { rule, near: new Set<string>(), met: new Map() };
  companies.set(id, company);
  return company;
}

/** Lets an identifier meet the others of a profile; whether it is still within its limits. */
function fits(
  { rule, near, met }: Company,
  own: string,
  profile: readonly IdentifierRef[],
  rules: Rules,
): boolean {
  for (const { id, namespace } of profile) {
    if (id === own) continue;
    if (rule.maxNeighbours !== null && near.add(id).size > rule.maxNeighbours) return false;
    const most = mostOf(rules.of(namespace), rule);
    if (most === null) continue;
    const some = met.get(namespace) ?? new Set<string>();
    met.set(namespace, some.add(id));
    if (some.size > most) return false;
  }
  return true;
}

/** How many values of a namespace a value may be seen with; rows that nothing limits are anybody's any number. */
function mostOf(met: NamespaceRule | undefined, rule: NamespaceRule): number | null {
  if (met?.class === "anchor") return rule.maxAnchorsPerValue;
  const counts =
    met?.class === "contact" || (met?.class === "record" && met.maxAnchorsPerValue !== null);
  return counts ? rule.maxContactsPerValue : null;
}
