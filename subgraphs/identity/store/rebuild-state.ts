import { createHash } from "node:crypto";
import type { IdentityPolicy } from "../domain/policy.ts";
import type { Rules } from "../domain/rules.ts";
import type { IdentityStore } from "./collections.ts";

const ID = "rebuild";

/** What tells two policies apart: the same for the same rules, in whatever order they are written. */
function fingerprintOf(policy: IdentityPolicy): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(policy)))
    .digest("base64url");
}

/** The component behind which an earlier rebuild by the same policy was broken off; null: it begins at the start. */
export async function openRebuild({ states }: IdentityStore, rules: Rules): Promise<string | null> {
  const found = await states.findOne({ _id: ID });
  return found?.policy === fingerprintOf(rules.policy) ? found.after : null;
}

/** Notes how far a rebuild is: everything up to this component; null: it is done. */
export async function noteRebuild(
  { states }: IdentityStore,
  rules: Rules,
  after: string | null,
): Promise<void> {
  const policy = fingerprintOf(rules.policy);
  await states.updateOne({ _id: ID }, { $set: { policy, after } }, { upsert: true });
}

/** Whether what is stored was made by this policy as a whole. Notes it where nothing is stored yet. */
export async function isBuiltBy(store: IdentityStore, rules: Rules): Promise<boolean> {
  const found = await store.states.findOne({ _id: ID });
  if (found !== null) return found.policy === fingerprintOf(rules.policy) && found.after === null;
  const isEmpty = (await store.profiles.findOne({}, { projection: { _id: 1 } })) === null;
  if (isEmpty) await noteRebuild(store, rules, null);
  return isEmpty;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, one]) => [name, sorted(one)]));
}
