import type { AnyBulkWriteOperation } from "mongodb";
import { findAll } from "../../../platform/read-all.ts";
import { isNewer, type ProfileDelta } from "../domain/evidence.ts";
import { toFieldName, toStoredValue } from "../domain/field-name.ts";
import type { IdentityStore, ProfileDocument } from "./collections.ts";

/** What is known of a profile before a batch. */
export type KnownProfileState = Pick<
  ProfileDocument,
  "_id" | "customer" | "first" | "last" | "by"
> &
  Partial<Pick<ProfileDocument, "traits">>;

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const MOST_PATHS = 100;

/** The week that an instant lies in: when it began, weeks counted from 1970 in UTC. */
export function weekOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / WEEK_MS) * WEEK_MS);
}

/** Reads what decides whether a batch says anything new of profiles, and no more. */
export async function findKnown(
  { profiles }: IdentityStore,
  deltas: ReadonlyMap<string, ProfileDelta>,
): Promise<Map<string, KnownProfileState>> {
  const names = new Set<string>();
  for (const { traits } of deltas.values()) for (const name of traits.keys()) names.add(name);
  const paths =
    names.size > MOST_PATHS ? ["traits"] : [...names].map((name) => `traits.${toFieldName(name)}`);
  const projection = Object.fromEntries(
    ["customer", "first", "last", "by", ...paths].map((path) => [path, 1]),
  );
  const found = await findAll<ProfileDocument, KnownProfileState>(
    profiles,
    { _id: { $in: [...deltas.keys()] } },
    { projection },
  );
  return new Map(found.map((profile) => [profile._id, profile]));
}

/** Folds into known profiles what is newer than what they have. */
export async function foldIntoKnown(
  { profiles }: IdentityStore,
  pairs: readonly (readonly [ProfileDelta, KnownProfileState])[],
): Promise<void> {
  const operations = pairs.flatMap(([delta, known]): AnyBulkWriteOperation<ProfileDocument>[] => {
    const newest = newestOf(delta, known);
    return Object.keys(newest).length === 0
      ? []
      : [{ updateOne: { filter: { _id: delta.key }, update: { $max: newest } } }];
  });
  if (operations.length > 0) await profiles.bulkWrite(operations, { ordered: false });
}

/**
 * The arguments of `$max` that fold a delta: it compares field by field, so the newest by event time, then by event id,
 * stays, whatever the order and however often.
 */
export function newestOf(
  { traits, last }: ProfileDelta,
  known?: Pick<KnownProfileState, "last" | "traits">,
): Record<string, unknown> {
  const newest: Record<string, unknown> = {};
  const week = weekOf(last);
  if (known === undefined || week > known.last) newest["last"] = week;
  for (const [name, bySource] of traits)
    for (const [source, { t, e, v }] of bySource) {
      const [field, from] = [toFieldName(name), toFieldName(source)];
      if (isNewer({ t, e }, known?.traits?.[field]?.[from]))
        newest[`traits.${field}.${from}`] = { t, e, v: toStoredValue(v) };
    }
  return newest;
}

/** The traits of a delta as they are stored. */
export function storedTraits({ traits }: ProfileDelta): ProfileDocument["traits"] {
  return Object.fromEntries(
    [...traits].map(([name, bySource]) => [
      toFieldName(name),
      Object.fromEntries(
        [...bySource].map(([source, { t, e, v }]) => [
          toFieldName(source),
          { t, e, v: toStoredValue(v) },
        ]),
      ),
    ]),
  );
}
