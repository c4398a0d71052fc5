import { createKeys } from "../../../platform/keys.ts";
import { createIdentify } from "../../../subgraphs/identity/domain/identify.ts";
import type { ProfileEvidence } from "../../../subgraphs/identity/domain/partition.ts";
import { compileRules } from "../../../subgraphs/identity/domain/rules.ts";
import { tightPolicy, type WorldRecord } from "./world.ts";

const keys = createKeys("a secret of the tests");

/** What a world's records are evidence of. */
export function evidenceOf(records: readonly WorldRecord[]): ProfileEvidence[] {
  const rules = compileRules(tightPolicy);
  const profiles = new Map<string, ProfileEvidence>();
  for (const { identifiers, minute } of records) {
    const { profile, identifiers: ids } = createIdentify(rules, keys)(identifiers);
    const at = new Date(minute * 60_000);
    if (profile === null) continue;
    const { first, last } = profiles.get(profile) ?? { first: at, last: at };
    profiles.set(profile, {
      key: profile,
      ids,
      first: at < first ? at : first,
      last: at > last ? at : last,
    });
  }
  return [...profiles.values()];
}
