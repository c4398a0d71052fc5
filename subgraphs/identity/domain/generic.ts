import type { IdentifierRef, NamespaceRule, Rules } from "./rules.ts";

interface Company {
  readonly rule: NamespaceRule;
  /** Distinct identifiers of any kind, as far as the limit asks. */
  readonly near: Set<string>;
  /** Distinct anchors by namespace. */
  readonly anchors: Map<string, Set<string>>;
}

/**
 * The identifiers that were seen with more company than their namespace allows: with too many neighbours, or with too
 * many anchors of one namespace. `known` are generic already and stay so. An identifier of a namespace without a rule
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
  const { maxAnchorsPerValue, maxNeighbours } = rule;
  const isFree = maxAnchorsPerValue === null && maxNeighbours === null;
  const company = isFree ? null : { rule, near: new Set<string>(), anchors: new Map() };
  companies.set(id, company);
  return company;
}

/** Lets an identifier meet the others of a profile; whether it is still within its limits. */
function fits(
  { rule, near, anchors }: Company,
  own: string,
  profile: readonly IdentifierRef[],
  rules: Rules,
): boolean {
  const { maxAnchorsPerValue, maxNeighbours } = rule;
  for (const { id, namespace } of profile) {
    if (id === own) continue;
    if (maxNeighbours !== null && near.add(id).size > maxNeighbours) return false;
    if (maxAnchorsPerValue === null || rules.of(namespace)?.class !== "anchor") continue;
    const met = anchors.get(namespace) ?? new Set<string>();
    anchors.set(namespace, met.add(id));
    if (met.size > maxAnchorsPerValue) return false;
  }
  return true;
}
