import type { Keys } from "../../../../platform/keys.ts";
import type { LiveMatcher } from "../../domain/match/live-matcher.ts";
import { compileSurvivorship, defaultSurvivorship } from "../../domain/survivorship.ts";
import { NOT_COUNTED, traitsInForce } from "../../domain/traits-in-force.ts";
import type { IdentityStore } from "../collections.ts";
import type { OperateContext } from "../operate.ts";
import { findPairs } from "./find-pairs.ts";
import { keepPairs } from "./pairs.ts";
import { keepRecords, readRecords, settleRecords, type RecordToKeep } from "./records.ts";
import { settleLinks } from "./settle-links.ts";

/** Records worked together: what they are compared with is held in memory. */
const AT_ONCE = 100;
const MOST_ROUNDS = 5;
const newest = compileSurvivorship(defaultSurvivorship);

/**
 * Compares what profiles say of people with everybody who is anything like them, and lets pairs that deserve it join.
 * Idempotent; what a profile says last decides, whatever the order. A record is marked until its pairs are as they
 * should be, so that a crash leaves the work to whoever works the batch again.
 */
export async function matchProfiles(
  profiles: readonly string[],
  context: OperateContext,
): Promise<void> {
  const { store, matcher } = context;
  if (matcher === null) return;
  for (let at = 0; at < profiles.length; at += AT_ONCE) {
    const some = profiles.slice(at, at + AT_ONCE);
    const [made, stored] = await Promise.all([
      recordsOf(some, matcher, context),
      readRecords(store, some),
    ]);
    let open = made.filter(({ _id, hash, blk }) => {
      const before = stored.get(_id);
      return before === undefined ? blk.length > 0 : before.isOpen || before.hash !== hash;
    });
    for (let round = 0; open.length > 0 && round < MOST_ROUNDS; round += 1) {
      await keepRecords(store, open);
      await pairUp(open, matcher, context);
      // Another worker may have folded newer traits and kept their record before this one: what is newest is kept last.
      const now = await recordsOf(
        open.map(({ _id }) => _id),
        matcher,
        context,
      );
      const hashes = new Map(open.map(({ _id, hash }) => [_id, hash]));
      const newer = now.filter(({ _id, hash }) => hashes.get(_id) !== hash);
      const done = new Set(newer.map(({ _id }) => _id));
      await settleRecords(
        store,
        open.filter(({ _id }) => !done.has(_id)),
      );
      open = newer;
    }
  }
}

/** A blocking key as it is kept: keyed, for it tells names and birth dates. */
export function blockOf(key: string, secret: Keys): string {
  return secret.hash("identifier", `block\n${key}`);
}

async function recordsOf(
  keys: readonly string[],
  matcher: LiveMatcher,
  { store, keys: secret }: OperateContext,
): Promise<RecordToKeep[]> {
  const found = await store.profiles
    .find({ _id: { $in: [...keys] } }, { projection: { ids: 1, traits: 1 }, batchSize: 10_000 })
    .toArray();
  return found.map(({ _id, ids, traits }) => {
    const stated = traitsInForce([{ traits }], [...matcher.reads], newest, NOT_COUNTED);
    const record = matcher.readRecord(stated);
    const { version, thresholds } = matcher.model;
    const said = JSON.stringify([version, thresholds, matcher.joins, record]);
    return {
      _id,
      ids,
      record: record ?? {},
      hash: secret.hash("identifier", `match\n${said}`),
      blk:
        record === null
          ? []
          : matcher.keys(matcher.prepare(record)).map((key) => blockOf(key, secret)),
    };
  });
}

/**
 * Two records that come at once are each kept before the other is looked for, so one of them at least meets the other;
 * what was compared with a record that has changed since is compared again.
 */
async function pairUp(
  open: readonly RecordToKeep[],
  matcher: LiveMatcher,
  context: OperateContext,
): Promise<void> {
  const { store } = context;
  for (let round = 1; ; round += 1) {
    const { pairs, compared } = await findPairs(store, open, matcher, context.clock());
    await keepPairs(store, open, pairs);
    await settleLinks(
      open.map(({ _id }) => _id),
      matcher,
      context,
    );
    if (round === MOST_ROUNDS || (await areCurrent(store, compared))) return;
  }
}

async function areCurrent(
  { matchRecords }: IdentityStore,
  compared: ReadonlyMap<string, string>,
): Promise<boolean> {
  const now = await matchRecords
    .find({ _id: { $in: [...compared.keys()] } }, { projection: { hash: 1 }, batchSize: 20_000 })
    .toArray();
  return now.every(({ _id, hash }) => compared.get(_id) === hash);
}
