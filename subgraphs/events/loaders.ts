import DataLoader from "dataloader";
import type { CustomerGrant } from "../../platform/customer-scope.ts";
import { lookUp } from "../../platform/look-up.ts";
import { timelinePipeline, type TimelineQuery } from "./domain/timeline.ts";
import type { ReadEvent } from "./domain/event-document.ts";
import { splitKey } from "./domain/split-key.ts";
import { readStates, type DaysByState, type StatesQuery } from "./computed/read-states.ts";
import type { EventsStore } from "./store.ts";
import type { EventCount } from "./types.generated.ts";

/** Which part of which customer's timeline. */
export interface TimelineKey {
  readonly grant: CustomerGrant;
  readonly query: TimelineQuery;
}

/** Whose events to count, which, and from when. */
export interface CountsKey {
  readonly grant: CustomerGrant;
  readonly names: readonly string[];
  readonly since: Date | null;
}

/** Which states of computed traits, of which customer. */
export interface ComputedKey {
  readonly grant: CustomerGrant;
  readonly query: StatesQuery;
}

/** The loaders of one request. */
export interface EventsLoaders {
  readonly timeline: DataLoader<TimelineKey, readonly ReadEvent[], string>;
  readonly counts: DataLoader<CountsKey, readonly EventCount[], string>;
  readonly computed: DataLoader<ComputedKey, DaysByState, string>;
}

/** Fresh loaders: every customer asked for with the same arguments is read in one command. */
export function createLoaders(store: EventsStore, now: Date): EventsLoaders {
  const read = <T>(grants: readonly CustomerGrant[], pipeline: object[]): Promise<T[][]> =>
    lookUp<T>(
      store.db,
      grants.map(({ profiles }) => profiles),
      { collection: store.events.collectionName, field: "profile", pipeline },
    );
  return {
    timeline: new DataLoader<TimelineKey, readonly ReadEvent[], string>(
      (keys) =>
        inGroups(keys, queryText, async (group, query) => {
          const parts = await read<ReadEvent>(group, timelinePipeline(query, now));
          return parts.map((part) => newestFirst(part, query.size + 1));
        }),
      { cacheKeyFn: (key) => `${key.grant.customer}\n${queryText(key)}` },
    ),
    counts: new DataLoader<CountsKey, readonly EventCount[], string>(
      (keys) =>
        inGroups(keys, countsText, async (group, _query, { names, since }) => {
          const parts = await read<CountRow>(group, countsPipeline(names, since, now));
          return parts.map(addUp);
        }),
      { cacheKeyFn: (key) => `${key.grant.customer}\n${countsText(key)}` },
    ),
    computed: new DataLoader<ComputedKey, DaysByState, string>(
      (keys) =>
        inGroups(keys, statesText, (group, query) =>
          readStates(
            store,
            group.map(({ profiles }) => profiles),
            query,
          ),
        ),
      { cacheKeyFn: (key) => `${key.grant.customer}\n${statesText(key)}` },
    ),
  };
}

interface CountRow {
  readonly _id: string;
  readonly n: number;
  readonly last: Date;
}

function queryText({ query }: { query: TimelineQuery }): string {
  return JSON.stringify(query);
}

function statesText({ query }: ComputedKey): string {
  return JSON.stringify(query);
}

function countsText({ names, since }: CountsKey): string {
  return JSON.stringify([names, since]);
}

/** Runs one batch a distinct set of arguments, and puts the answers back in the order asked for. */
async function inGroups<K extends { readonly grant: CustomerGrant }, V>(
  keys: readonly K[],
  textOf: (key: K) => string,
  read: (
    grants: readonly CustomerGrant[],
    query: K extends { query: infer Q } ? Q : never,
    key: K,
  ) => Promise<V[]>,
): Promise<V[]> {
  const groups = new Map<string, number[]>();
  keys.forEach((key, place) => {
    const text = textOf(key);
    const places = groups.get(text);
    if (places === undefined) groups.set(text, [place]);
    else places.push(place);
  });
  const answers = new Array<V>(keys.length);
  await Promise.all(
    [...groups.values()].map(async (places) => {
      const group = places.flatMap((place) => keys[place] ?? []);
      const [first] = group;
      if (first === undefined) return;
      const query = (first as { query?: unknown }).query as Parameters<typeof read>[1];
      const values = await read(
        group.map((key) => key.grant),
        query,
        first,
      );
      values.forEach((value, i) => {
        const place = places[i];
        if (place !== undefined) answers[place] = value;
      });
    }),
  );
  return answers;
}

function newestFirst(events: readonly ReadEvent[], most: number): readonly ReadEvent[] {
  // One row comes sorted; several are merged here.
  const sorted = [...events].sort(
    (a, b) => b.ts.getTime() - a.ts.getTime() || (a._id < b._id ? 1 : a._id > b._id ? -1 : 0),
  );
  return sorted.slice(0, most);
}

function countsPipeline(names: readonly string[], since: Date | null, now: Date): object[] {
  const conditions = [
    ...(names.length > 0 ? [{ key: { $in: names.map((name) => `track:${name}`) } }] : []),
    { ts: { $lte: now, ...(since === null ? {} : { $gte: since }) } },
  ];
  return [
    { $match: { $and: conditions } },
    { $group: { _id: "$key", n: { $sum: 1 }, last: { $max: "$ts" } } },
  ];
}

function addUp(rows: readonly CountRow[]): readonly EventCount[] {
  const totals = new Map<string, EventCount>();
  for (const { _id, n, last } of rows) {
    const before = totals.get(_id);
    totals.set(_id, {
      ...splitKey(_id),
      count: n + (before?.count ?? 0),
      lastAt: before !== undefined && before.lastAt > last ? before.lastAt : last,
    });
  }
  return [...totals.entries()]
    .sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
    .map(([, count]) => count);
}
