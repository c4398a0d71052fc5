import { lookUp } from "../../../../platform/look-up.ts";
import type { LiveMatcher } from "../../domain/match/live-matcher.ts";
import type { Prepared } from "../../domain/match/prepare.ts";
import type { IdentityStore, MatchPairDocument } from "../collections.ts";
import { toStored, type RecordToKeep } from "./records.ts";

/** A pair as it was measured. */
export type MeasuredPair = Omit<MatchPairDocument, "decided">;

/** What records were found alike to, and which versions of the others were looked at. */
export interface FoundPairs {
  readonly pairs: readonly MeasuredPair[];
  /** The hash of each record that was looked at, by profile. */
  readonly compared: ReadonlyMap<string, string>;
}

/** A key that more records than this have says too little: nobody is compared by it. */
const LARGEST_BLOCK = 400;

/** The pairs of some records that are alike enough to be shown, by their blocking keys: one look-up for all of them. */
export async function findPairs(
  store: IdentityStore,
  open: readonly RecordToKeep[],
  matcher: LiveMatcher,
  at: Date,
): Promise<FoundPairs> {
  const wanted = [...new Set(open.flatMap(({ blk }) => blk))];
  const blocks = await readBlocks(store, wanted);
  const compared = new Map<string, string>();
  const prepared = new Map<string, Prepared>();
  const ready = (profile: string, record: RecordToKeep["record"]): Prepared => {
    const known = prepared.get(profile) ?? matcher.prepare(record);
    prepared.set(profile, known);
    return known;
  };
  const pairs = new Map<string, MeasuredPair>();
  for (const own of open) {
    const seen = new Set<string>([own._id]);
    for (const key of own.blk)
      for (const other of blocks.get(key) ?? []) {
        if (seen.has(other.profile)) continue;
        seen.add(other.profile);
        compared.set(other.profile, other.hash);
        if (other.ids.some((id) => own.ids.includes(id))) continue;
        const score = matcher.score(ready(own._id, own.record), ready(other.profile, other.record));
        if (score.band === "reject") continue;
        const isFirst = own._id < other.profile;
        const [a, b] = isFirst ? [own._id, other.profile] : [other.profile, own._id];
        const { bits, probability, band, veto, prior, household, comparisons } = score;
        pairs.set(`${a} ${b}`, {
          _id: `${a} ${b}`,
          a,
          b,
          of: isFirst ? [own.hash, other.hash] : [other.hash, own.hash],
          bits,
          probability,
          band,
          veto,
          prior,
          household,
          comparisons,
          model: score.modelVersion,
          at,
        });
      }
  }
  return { pairs: [...pairs.values()], compared };
}

type Block = ReturnType<typeof toStored>[];

/** The records of each key; a key that is too common has none. */
async function readBlocks(
  { db, matchRecords }: IdentityStore,
  keys: readonly string[],
): Promise<Map<string, Block>> {
  const blocks = new Map<string, Block>();
  if (keys.length === 0) return blocks;
  const counted = await lookUp<{ readonly _id: string }>(
    db,
    keys.map((key) => [key]),
    {
      collection: matchRecords.collectionName,
      field: "blk",
      pipeline: [{ $limit: LARGEST_BLOCK + 1 }, { $project: { _id: 1 } }],
    },
  );
  keys.forEach((key, i) => {
    const held = counted[i]?.length ?? 0;
    if (held > 0 && held <= LARGEST_BLOCK) blocks.set(key, []);
  });
  const found = matchRecords.find({ blk: { $in: [...blocks.keys()] } }, { batchSize: 10_000 });
  for await (const one of found) {
    const stored = toStored(one);
    for (const key of one.blk) blocks.get(key)?.push(stored);
  }
  return blocks;
}
