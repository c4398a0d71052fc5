import { duplicatesOf } from "../../../platform/mongo.ts";
import type { Evidence } from "../domain/evidence.ts";
import { fromStoredValue, toFieldName, toStoredValue } from "../domain/field-name.ts";
import type { IdentityStore, ObservationDocument } from "./collections.ts";

/** Keeps what events state, one document an event; those that are there already stay as they are. */
export async function insertObservations(
  { observations }: IdentityStore,
  evidence: readonly Evidence[],
): Promise<void> {
  const documents = evidence.flatMap(
    ({ event, profile, at, source, traits }): ObservationDocument[] => {
      const stated = Object.entries(traits);
      return stated.length === 0
        ? []
        : [
            {
              _id: event,
              profile,
              t: at,
              source,
              traits: Object.fromEntries(
                stated.map(([name, value]) => [toFieldName(name), toStoredValue(value)]),
              ),
            },
          ];
    },
  );
  if (documents.length === 0) return;
  try {
    await observations.insertMany(documents, { ordered: false });
  } catch (error) {
    duplicatesOf(error);
  }
}

/** A value that was stated at an instant. */
export interface Observed {
  readonly at: Date;
  readonly event: string;
  /** Null where it was taken back. */
  readonly value: unknown;
}

/** What was stated of these traits, by profile and name, in no order. One command; none where nothing is asked. */
export async function observedOf(
  { observations }: IdentityStore,
  profiles: readonly string[],
  names: readonly string[],
): Promise<{ profile: string; name: string; observed: Observed }[]> {
  if (names.length === 0 || profiles.length === 0) return [];
  const paths = new Map(names.map((name) => [toFieldName(name), name]));
  const found = await observations
    .find(
      {
        profile: { $in: [...profiles] },
        $or: [...paths.keys()].map((field) => ({ [`traits.${field}`]: { $exists: true } })),
      },
      {
        projection: Object.fromEntries(
          ["profile", "t", ...[...paths.keys()].map((field) => `traits.${field}`)].map((path) => [
            path,
            1,
          ]),
        ),
        batchSize: 10_000,
      },
    )
    .toArray();
  return found.flatMap(({ _id: event, profile, t: at, traits }) =>
    Object.entries(traits).map(([field, value]) => ({
      profile,
      name: paths.get(field) ?? field,
      observed: { at, event, value: fromStoredValue(value) },
    })),
  );
}
