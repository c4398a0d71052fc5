import type { LiveMatcher } from "../../domain/match/live-matcher.ts";
import type { IdentityStore } from "../collections.ts";
import { findPairs, type MeasuredPair } from "./find-pairs.ts";

/** A record that is like what was asked for. */
export interface FoundMatch extends Pick<
  MeasuredPair,
  "bits" | "probability" | "band" | "veto" | "comparisons" | "model"
> {
  readonly profile: string;
  readonly customer: string;
}

/** Nobody's key: what is asked for is no profile. */
const ASKED = "";

/**
 * Who is like somebody that is described by traits: the best record of each customer, the likeliest first. Writes
 * nothing. Three commands.
 */
export async function findMatches(
  store: IdentityStore,
  traits: Readonly<Record<string, unknown>>,
  matcher: LiveMatcher,
  blockOf: (key: string) => string,
  most: number,
): Promise<FoundMatch[]> {
  const record = matcher.readRecord(Object.entries(traits).map(([key, value]) => ({ key, value })));
  if (record === null) return [];
  const blk = matcher.keys(matcher.prepare(record)).map(blockOf);
  const asked = { _id: ASKED, ids: [], record, hash: "", blk };
  const { pairs } = await findPairs(store, [asked], matcher, new Date(0));
  const others = pairs.map((pair) => ({ ...pair, profile: pair.a === ASKED ? pair.b : pair.a }));
  others.sort((x, y) => y.bits - x.bits || (x.profile < y.profile ? -1 : 1));
  const held = await store.profiles
    .find(
      { _id: { $in: others.map(({ profile }) => profile) } },
      { projection: { customer: 1 }, batchSize: 10_000 },
    )
    .toArray();
  const holders = new Map(held.map(({ _id, customer }) => [_id, customer]));
  const best = new Map<string, FoundMatch>();
  for (const { profile, bits, probability, band, veto, comparisons, model } of others) {
    const customer = holders.get(profile);
    if (customer === undefined || best.has(customer)) continue;
    best.set(customer, {
      profile,
      customer,
      bits,
      probability,
      band,
      veto,
      comparisons,
      model,
    });
  }
  return [...best.values()].slice(0, most);
}
