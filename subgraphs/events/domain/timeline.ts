import { decodeCursor, encodeCursor } from "../../../platform/cursor.ts";
import { badInput } from "../../../platform/errors.ts";
import type { EventFilter, EventType } from "../types.generated.ts";

/** A stage or condition in the database's own language. */
type Stage = Record<string, unknown>;

/** What a page of a timeline is asked for, beside whose. */
export interface TimelineQuery {
  readonly size: number;
  readonly before: { readonly ts: Date; readonly id: string } | null;
  readonly types: readonly EventType[];
  readonly names: readonly string[];
  readonly since: Date | null;
  readonly until: Date | null;
  /** Whether more is asked for than the index holds. */
  readonly whole: boolean;
}

const MOST_NAMES = 50;

/** Checks the filter and the cursor of a page; throws `BAD_USER_INPUT` naming the argument. */
export function timelineQuery(
  size: number,
  after: string | null | undefined,
  filter: EventFilter | null | undefined,
  whole: boolean,
): TimelineQuery {
  const names = filter?.names ?? [];
  if (names.length > MOST_NAMES)
    throw badInput(
      "filter.names",
      `has ${String(names.length)} entries; give at most ${String(MOST_NAMES)}`,
    );
  return {
    size,
    before: after === null || after === undefined ? null : openCursor(after),
    types: filter?.types ?? [],
    names,
    since: filter?.since ?? null,
    until: filter?.until ?? null,
    whole,
  };
}

/** The cursor of an event in a timeline. */
export function timelineCursor(event: { readonly timestamp: Date; readonly id: string }): string {
  return encodeCursor([event.timestamp.getTime(), event.id]);
}

function openCursor(after: string): { ts: Date; id: string } {
  const [ms, id] = decodeCursor("after", after, ["number", "string"] as const);
  return { ts: new Date(ms), id };
}

/** The pipeline inside a look-up of one customer's page, as of `now`: the newest first, cut to one more than the page holds. */
export function timelinePipeline(query: TimelineQuery, now: Date): Stage[] {
  // What has yet to happen is nobody's to see.
  const conditions: Stage[] = [{ ts: { $lte: now } }];
  const { before, since, until } = query;
  if (before !== null) {
    conditions.push({ ts: { $lte: before.ts } });
    conditions.push({ $or: [{ ts: { $lt: before.ts } }, { _id: { $lt: before.id } }] });
  }
  if (since !== null) conditions.push({ ts: { $gte: since } });
  if (until !== null) conditions.push({ ts: { $lt: until } });
  const keys = keyCondition(query);
  if (keys !== null) conditions.push(keys);
  return [
    { $match: { $and: conditions } },
    { $sort: { ts: -1, _id: -1 } },
    { $limit: query.size + 1 },
    { $project: query.whole ? { hash: 0 } : { ts: 1, key: 1 } },
  ];
}

function keyCondition({ types, names }: TimelineQuery): Stage | null {
  if (types.length === 0 && names.length === 0) return null;
  const kinds: readonly EventType[] = types.length > 0 ? types : ["TRACK", "PAGE", "SCREEN"];
  const prefixes = kinds.map((type) => `${type.toLowerCase()}:`);
  if (names.length > 0)
    return { key: { $in: prefixes.flatMap((prefix) => names.map((name) => prefix + name)) } };
  // ";" is the character behind ":", so the range holds every key of the type.
  return {
    $or: prefixes.map((prefix) => ({ key: { $gte: prefix, $lt: `${prefix.slice(0, -1)};` } })),
  };
}
