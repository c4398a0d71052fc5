import { currency, qualityScore, type QualityPolicy } from "../../../../platform/quality.ts";
import type { CustomerQuality } from "../../types.generated.ts";
import type { CustomerRecord } from "../customer-record.ts";
import { fromFieldName } from "../field-name.ts";
import { lastBySource, type TraitPart } from "../traits-in-force.ts";
import { agreementOf } from "./agreement.ts";
import type { TraitRules } from "./trait-rules.ts";

/** What a customer is judged from. */
export interface CustomerFacts {
  readonly customer: Pick<CustomerRecord, "profiles" | "identifiers">;
  /** The traits in force. */
  readonly traits: readonly TraitPart[];
  readonly policy: QualityPolicy;
  readonly traitRules: TraitRules;
  /** Whether a value can be one of this namespace; null where it is no namespace. */
  readonly fitsNamespace: (namespace: string, value: unknown) => boolean | null;
  readonly now: Date;
}

const DAY_MS = 24 * 3_600_000;

/**
 * How good what is known of a customer is. Completeness: the share of the expected traits that are in force (an
 * identifier of that name counts as well). Validity: the share of the sources' statements that their plan and namespace
 * find fit, of those that one of them judges. Consistency: the share of pairs of sources that state the same of a trait.
 * Freshness: the mean currency of the traits in force. Weighted as the policy says; numbers and names only.
 */
export function customerQuality(facts: CustomerFacts): CustomerQuality {
  const { customer, traits, policy, now } = facts;
  const { expected, missing } = expectations(facts);
  const { judged, invalid } = judge(facts);
  const agreements = agreementOf(customer.profiles);
  const compared = agreements.reduce((sum, one) => sum + one.compared, 0);
  const agreeing = agreements.reduce((sum, one) => sum + one.agreeing, 0);
  const volatility = policy.traitVolatilityDays * DAY_MS;
  const current = traits.map((one) =>
    currency(now.getTime() - one.updatedAt.getTime(), volatility),
  );
  const parts = {
    completeness: expected === 0 ? null : 1 - missing.length / expected,
    validity: judged === 0 ? null : 1 - invalid.length / judged,
    uniqueness: null,
    consistency: compared === 0 ? null : agreeing / compared,
    freshness:
      current.length === 0 ? null : current.reduce((sum, one) => sum + one, 0) / current.length,
  };
  const { completeness, validity, consistency, freshness } = parts;
  return {
    score: qualityScore(parts, policy.weights),
    completeness,
    validity,
    consistency,
    freshness,
    missing,
    invalid: sorted(invalid),
    disagreeing: sorted(
      agreements.filter((one) => one.agreeing < one.compared).map(({ key }) => key),
    ),
  };
}

function expectations({ customer, traits, policy, traitRules }: CustomerFacts) {
  const sources = new Set(
    customer.profiles.flatMap((profile) =>
      Object.values(profile.traits).flatMap((bySource) => Object.keys(bySource).map(fromFieldName)),
    ),
  );
  const expected = new Map<string, string>();
  const required = [...sources].flatMap((source) => traitRules.requiredOf(source));
  for (const name of [...policy.expectedTraits, ...required])
    if (!expected.has(plain(name))) expected.set(plain(name), name);
  const known = new Set([
    ...traits.map(({ key }) => plain(key)),
    ...customer.identifiers.map(({ namespace }) => plain(namespace)),
  ]);
  const missing = [...expected].filter(([name]) => !known.has(name)).map(([, name]) => name);
  return { expected: expected.size, missing: sorted(missing) };
}

function judge({ customer, traitRules, fitsNamespace }: CustomerFacts) {
  let judged = 0;
  const invalid: string[] = [];
  const fields = new Set(customer.profiles.flatMap(({ traits }) => Object.keys(traits)));
  for (const field of fields)
    for (const { source, value } of lastBySource(customer.profiles, field)) {
      if (value === null) continue;
      const key = fromFieldName(field);
      const verdicts = [
        traitRules.isValid(source, key, value),
        fitsNamespace(plain(key), value),
      ].filter((one) => one !== null);
      if (verdicts.length === 0) continue;
      judged += 1;
      if (verdicts.includes(false)) invalid.push(key);
    }
  return { judged, invalid };
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

// As sources write names: `firstName`, `first_name`, `First Name`.
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}
