import type { AnyBulkWriteOperation } from "mongodb";
import { beyondBounds, MOST_OF_SOURCE } from "../domain/bounded-traits.ts";
import { isNewer, type ProfileDelta } from "../domain/evidence.ts";
import { toFieldName } from "../domain/field-name.ts";
import type { IdentityStore, ProfileDocument } from "./collections.ts";
import type { KnownProfileState } from "./known-profiles.ts";

/**
 * Whether writing a delta may have given a profile names that it did not have. A statement that comes late, or again, may
 * have done so before: the process that wrote it may have died before it looked.
 */
export function mayWiden({ traits }: ProfileDelta, known: KnownProfileState | undefined): boolean {
  for (const [name, bySource] of traits) {
    const before = known?.traits?.[toFieldName(name)];
    for (const [source, value] of bySource) {
      const stated = before?.[toFieldName(source)];
      if (stated === undefined || !isNewer(value, stated)) return true;
    }
  }
  return false;
}

/**
 * Takes what is beyond the bounds out of profiles: one command where none is that large. It comes after the write, so of
 * two that add names side by side the later one sees them all; what it takes out belongs in no profile that has seen as
 * much or more.
 */
export async function boundTraits(
  { profiles }: IdentityStore,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  const wide = await profiles
    .aggregate<{ readonly _id: string; readonly stated: readonly (readonly [string, string[]])[] }>(
      [
        { $match: { _id: { $in: [...keys] } } },
        {
          $project: {
            stated: {
              $map: {
                input: { $objectToArray: "$traits" },
                as: "trait",
                in: ["$$trait.k", sourcesOf("$$trait.v")],
              },
            },
          },
        },
        { $match: { $expr: { $gt: [COUNT, MOST_OF_SOURCE] } } },
      ],
    )
    .toArray();
  const operations = wide.flatMap(({ _id, stated }): AnyBulkWriteOperation<ProfileDocument>[] => {
    const beyond = beyondBounds(
      stated.flatMap(([name, sources]) => sources.map((source) => ({ name, source }))),
    );
    if (beyond.length === 0) return [];
    const paths = beyond.map(({ name, source }) => `traits.${name}.${source}`);
    return [{ updateOne: { filter: { _id }, update: [{ $unset: paths }, WITHOUT_EMPTY] } }];
  });
  if (operations.length > 0) await profiles.bulkWrite(operations, { ordered: false });
}

// Only what is left without any source: another may have stated the name meanwhile.
const WITHOUT_EMPTY = {
  $set: {
    traits: {
      $arrayToObject: {
        $filter: {
          input: { $objectToArray: "$traits" },
          cond: { $ne: ["$$this.v", { $literal: {} }] },
        },
      },
    },
  },
};

const COUNT = {
  $sum: { $map: { input: "$stated", in: { $size: { $arrayElemAt: ["$$this", 1] } } } },
};

function sourcesOf(bySource: string): object {
  return { $map: { input: { $objectToArray: bySource }, in: "$$this.k" } };
}
