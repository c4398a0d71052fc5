import { drawUuid } from "../people/device.ts";
import type { Random } from "../../../platform/random.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../window.ts";
import type { Draft, FeedRecord, Source } from "../wire.ts";
import type { World } from "../world.ts";

/** A record on its way. */
export interface Delivery {
  readonly record: FeedRecord;
  readonly person: string | null;
  /** When it arrives, ms since the epoch. */
  readonly arrival: number;
}

/** What comes in as it happens; the other systems send theirs with the next night's export. */
const ONLINE: ReadonlySet<Source> = new Set(["web", "mobile", "pos", "ads"]);
const CLIENTS: ReadonlySet<Source> = new Set(["web", "mobile"]);

const EVERYWHERE = { All: true };

/** Sends drafts off, each with a message id: late, overtaken, twice, or by a wrong clock. In the order of arrival. */
export function deliver(drafts: readonly Draft[], world: World, random: Random): Delivery[] {
  const sent = drafts.flatMap((draft): Delivery[] => {
    const left = world.window.end - draft.at;
    const delay = Math.min(delayOf(draft, left, world, random), left);
    const first: Delivery = {
      record: { source: draft.source, event: eventOf(draft, draft.at + delay, world, random) },
      person: draft.person,
      arrival: draft.at + delay,
    };
    if (!world.strikes("duplicate", random)) return [first];
    const again = Math.min(
      first.arrival + SECOND + Math.floor(random.next() ** 3 * 2 * DAY),
      world.window.end,
    );
    return [first, { ...first, arrival: again }];
  });
  return sent.sort((a, b) => a.arrival - b.arrival);
}

function delayOf(draft: Draft, left: number, world: World, random: Random): number {
  const { source, at } = draft;
  if (!ONLINE.has(source)) return Math.ceil(at / DAY) * DAY - at + random.int(0, HOUR);
  if (left > HOUR && world.strikes("late", random))
    return HOUR + Math.floor(random.next() ** 2 * (Math.min(left, 10 * DAY) - HOUR));
  if (CLIENTS.has(source) && world.strikes("overtaken", random))
    return random.int(MINUTE, 20 * MINUTE);
  return random.int(20, 900);
}

function eventOf(draft: Draft, arrival: number, world: World, random: Random): FeedRecord["event"] {
  const { source, at, event } = draft;
  const wrong = CLIENTS.has(source) && world.strikes("wrongClock", random);
  const skew = !wrong
    ? 0
    : random.chance(0.8)
      ? -random.int(3 * HOUR, 40 * DAY)
      : random.int(HOUR, 20 * HOUR);
  // Several times as fast as a spread followed by more keys, and this is the hottest line of the feed.
  return Object.assign({}, written(event), {
    messageId: CLIENTS.has(source) ? drawUuid(random) : `${source}-${random.hex(20)}`,
    timestamp: new Date(at).toISOString(),
    sentAt: new Date(arrival + skew).toISOString(),
    integrations: EVERYWHERE,
  });
}

/** The same without keys that have no value, as it would come over the wire. Copies only what has such keys. */
function written<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.some(hasGaps) ? (value.map(written) as T) : value;
  if (!hasGaps(value)) return value;
  const tree = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(tree)) {
    const item = tree[name];
    if (item !== undefined) copy[name] = written(item);
  }
  return copy as T;
}

function hasGaps(value: unknown): boolean {
  if (value === undefined) return true;
  if (typeof value !== "object" || value === null) return false;
  for (const name in value)
    if (hasGaps((value as Readonly<Record<string, unknown>>)[name])) return true;
  return false;
}
