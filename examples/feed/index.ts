import { deliver } from "./hazards/delivery.ts";
import { spoil } from "./hazards/garbage.ts";
import { oddKeys } from "./hazards/odd-keys.ts";
import { notePeople } from "./hazards/people-hazards.ts";
import { createTally } from "./hazards/tally.ts";
import { drawPopulation } from "./people/population.ts";
import { createRegistry } from "./people/registry.ts";
import { seededRandom } from "../../platform/random.ts";
import type { Choices } from "./sources/consents.ts";
import { strangersAtKiosk } from "./sources/kiosk.ts";
import { recordsOf } from "./sources/records-of.ts";
import { truthOf, type FeedTruth } from "./truth.ts";
import { windowUntil } from "./window.ts";
import type { Draft, FeedRecord } from "./wire.ts";
import { buildWorld } from "./world.ts";

export type { FeedRecord, Source, WireEvent } from "./wire.ts";
export { SOURCES } from "./wire.ts";
export type { FeedTruth, TruePerson } from "./truth.ts";
export type { OwnIdentifier } from "./own-identifiers.ts";
export type { SharedKind, SharedValue } from "./people/registry.ts";
export { RATES, type Hazard } from "./hazards/rates.ts";
export { csvLines } from "./csv.ts";

/** A company's customers as its systems tell of them, and the truth about them. */
export interface Feed {
  /** In the order of delivery. */
  readonly records: readonly FeedRecord[];
  readonly truth: FeedTruth;
}

/** What a feed is made from. The same options give the same feed, byte for byte. */
export interface FeedOptions {
  /** How many people; about 30 records each. */
  readonly people: number;
  readonly seed: number;
  /** The instant at which the feed ends; it covers the 120 days before. */
  readonly until: Date;
}

/** Makes a feed: 2,000 people, some 60,000 records, take about a second. */
export function generateFeed({ people: count, seed, until }: FeedOptions): Feed {
  const random = seededRandom(`feed/${String(seed)}`);
  const window = windowUntil(until);
  const registry = createRegistry();
  const world = buildWorld(window, registry, createTally(), random.fork("world"));
  const people = drawPopulation(count, window, registry, random.fork("people"));
  notePeople(people, registry.shared(), world.tally);
  const { deviceId, anonymousId } = world.kiosk;
  const visitors = people.filter(({ usesKiosk }) => usesKiosk).map(({ id }) => id);
  registry.share({ namespace: "device_id", value: deviceId, kind: "kiosk", people: visitors });
  registry.share({
    namespace: "anonymous_id",
    value: anonymousId,
    kind: "kiosk",
    people: visitors,
  });

  const consents = new Map<string, Choices>();
  const drafts: Draft[] = strangersAtKiosk(Math.ceil(count / 20), world, random.fork("strangers"));
  for (const person of people) {
    const told = recordsOf(person, world, random.fork(person.id));
    consents.set(person.id, told.consents);
    drafts.push(...told.drafts);
  }
  const spoilt = spoil(oddKeys(drafts, world, random.fork("keys")), world, random.fork("garbage"));
  const deliveries = deliver(spoilt, world, random.fork("delivery"));
  return {
    records: deliveries.map(({ record }) => record),
    truth: truthOf(deliveries, people, consents, world),
  };
}
