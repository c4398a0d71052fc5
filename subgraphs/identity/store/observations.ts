import { insertNew } from "../../../platform/insert-new.ts";
import { findAll } from "../../../platform/read-all.ts";
import type { Evidence } from "../domain/evidence.ts";
import { fromStoredValue, toFieldName, toStoredValue } from "../domain/field-name.ts";
import { inOrder, type Statement } from "../domain/statement.ts";
import type { IdentityStore, ObservationDocument } from "./collections.ts";

/** Keeps what events state, one document an event; those that are there already stay as they are. */
export async function insertObservations(
  { observations }: IdentityStore,
  evidence: readonly Evidence[],
): Promise<void> {
  const documents = evidence.flatMap((one) =>
    Object.keys(one.traits).length === 0 ? [] : toDocument(one),
  );
  await insertNew(observations, documents);
}

// What is not there is not written: of most values there is no other original than themselves.
function toDocument(evidence: Evidence): ObservationDocument {
  const { event, profile, at, source, traits, originals, plan, standard, messageId } = evidence;
  return {
    _id: event,
    profile,
    t: at,
    source,
    traits: stored(traits),
    ...(originals === undefined || Object.keys(originals).length === 0
      ? {}
      : { sent: stored(originals) }),
    ...(typeof plan === "string" ? { plan } : {}),
    ...(typeof standard === "string" ? { standard } : {}),
    ...(messageId === undefined ? {} : { message: messageId }),
  };
}

function stored(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [toFieldName(name), toStoredValue(value)]),
  );
}

/**
 * Everything that was stated of these traits, by customer and trait, in order; `owners` says whose each profile is. One
 * command; none where nothing is asked.
 */
export async function statedOf(
  { observations }: IdentityStore,
  owners: ReadonlyMap<string, string>,
  names: readonly string[],
): Promise<Map<string, Map<string, Statement[]>>> {
  const stated = new Map<string, Map<string, Statement[]>>();
  if (names.length === 0 || owners.size === 0) return stated;
  const paths = new Map(names.map((name) => [toFieldName(name), name]));
  const fields = [...paths.keys()].map((field) => `traits.${field}`);
  const found = await findAll(
    observations,
    {
      profile: { $in: [...owners.keys()] },
      $or: fields.map((field) => ({ [field]: { $exists: true } })),
    },
    {
      projection: Object.fromEntries(
        ["profile", "t", "source", ...fields].map((path) => [path, 1]),
      ),
    },
  );
  for (const { _id: event, profile, t: at, source, traits } of found) {
    const owner = owners.get(profile) ?? "";
    const byName = stated.get(owner) ?? new Map<string, Statement[]>();
    stated.set(owner, byName);
    for (const [field, value] of Object.entries(traits)) {
      const name = paths.get(field) ?? field;
      const statement = { at, event, source, value: fromStoredValue(value) };
      const some = byName.get(name);
      if (some === undefined) byName.set(name, [statement]);
      else some.push(statement);
    }
  }
  for (const byName of stated.values()) for (const some of byName.values()) some.sort(inOrder);
  return stated;
}
