import type { AnyBulkWriteOperation } from "mongodb";
import { fromFieldName, toFieldName } from "../../platform/field-name.ts";
import { refusedOf } from "../../platform/mongo.ts";
import {
  ALL_EVENTS,
  noField,
  noMetrics,
  OUTCOMES,
  type DayMetrics,
  type FieldCounts,
} from "./domain/quality/day-metrics.ts";
import type { EventsStore, MetricDocument } from "./store.ts";

/** Which days of which sources and keys to read. */
export interface MetricsQuery {
  /** Null: every source. */
  readonly source: string | null;
  /** Null: every key but the one for all together. */
  readonly key: string | null;
  readonly since: Date;
}

/** The most documents of one answer. */
const MOST_DOCUMENTS = 20_000;
const MOST_SOURCES = 500;

/** Adds what was counted to what is stored: one command for any number. How many parts the server refused. */
export async function addUp(
  { metrics }: EventsStore,
  counted: readonly DayMetrics[],
): Promise<number> {
  if (counted.length === 0) return 0;
  try {
    await metrics.bulkWrite(counted.map(toUpdate), { ordered: false });
    return 0;
  } catch (error) {
    return refusedOf(error).length;
  }
}

/** What was counted, by day, ascending. */
export async function readMetrics(
  { metrics }: EventsStore,
  { source, key, since }: MetricsQuery,
): Promise<DayMetrics[]> {
  const found = await metrics
    .find(
      {
        ...(source === null ? {} : { source }),
        key: key ?? { $ne: "*" },
        day: { $gte: since },
      },
      { sort: { day: 1 }, limit: MOST_DOCUMENTS, batchSize: MOST_DOCUMENTS },
    )
    .toArray();
  return found.map(fromDocument);
}

/** Everything counted of a source since a day: all keys, and all together, ascending by day. */
export async function readSource(
  { metrics }: EventsStore,
  source: string,
  since: Date,
  key?: string,
): Promise<DayMetrics[]> {
  const found = await metrics
    .find(
      { source, day: { $gte: since }, ...(key === undefined ? {} : { key }) },
      // Where there are too many the oldest are left out.
      { sort: { day: -1 }, limit: MOST_DOCUMENTS, batchSize: MOST_DOCUMENTS },
    )
    .toArray();
  return found.reverse().map(fromDocument);
}

/** The sources that something came from since a day. */
export async function sourcesSince({ metrics }: EventsStore, since: Date): Promise<string[]> {
  const rows = await metrics
    .aggregate<{ _id: string }>([
      { $match: { key: ALL_EVENTS, day: { $gte: since } } },
      { $group: { _id: "$source" } },
      { $sort: { _id: 1 } },
      { $limit: MOST_SOURCES },
    ])
    .toArray();
  return rows.map(({ _id }) => _id);
}

/** When the last event of a source came; null where none is known. */
export async function lastSeen({ metrics }: EventsStore, source: string): Promise<Date | null> {
  const [last] = await metrics
    .find({ source, key: ALL_EVENTS }, { projection: { lastAt: 1 }, sort: { day: -1 }, limit: 1 })
    .toArray();
  return last?.lastAt ?? null;
}

function toUpdate(counted: DayMetrics): AnyBulkWriteOperation<MetricDocument> {
  const { source, key, day, outcomes, noted, looked, firstAt, lastAt, plan } = counted;
  const sums: Record<string, number> = {};
  const add = (path: string, n: number): void => {
    if (n !== 0) sums[path] = n;
  };
  for (const outcome of OUTCOMES) add(outcome, outcomes[outcome]);
  add("noted", noted);
  add("looked", looked);
  for (const [code, n] of counted.codes) add(`codes.${toFieldName(code)}`, n);
  for (const [note, n] of counted.notes) add(`notes.${toFieldName(note)}`, n);
  counted.hours.forEach((n, hour) => {
    add(`hours.${String(hour)}`, n);
  });
  counted.delays.forEach((n, bucket) => {
    add(`delays.${String(bucket)}`, n);
  });
  for (const [path, counts] of counted.fields)
    for (const [kind, n] of Object.entries(counts)) add(`fields.${toFieldName(path)}.${kind}`, n);
  return {
    updateOne: {
      filter: { _id: [day.toISOString().slice(0, 10), source, key].join("\n") },
      update: {
        $setOnInsert: { source, key, day },
        ...(Object.keys(sums).length === 0 ? {} : { $inc: sums }),
        ...(firstAt === null ? {} : { $min: { firstAt } }),
        ...(lastAt === null ? {} : { $max: { lastAt } }),
        ...(plan === null ? {} : { $set: { plan } }),
      },
      upsert: true,
    },
  };
}

function fromDocument(document: MetricDocument): DayMetrics {
  const { source, key, day, noted, looked, firstAt, lastAt, plan } = document;
  const read = noMetrics(source, key, day);
  for (const outcome of OUTCOMES) read.outcomes[outcome] = document[outcome] ?? 0;
  read.noted = noted ?? 0;
  read.looked = looked ?? 0;
  read.firstAt = firstAt ?? null;
  read.lastAt = lastAt ?? null;
  read.plan = plan ?? null;
  for (const [code, n] of Object.entries(document.codes ?? {}))
    read.codes.set(fromFieldName(code), n);
  for (const [note, n] of Object.entries(document.notes ?? {}))
    read.notes.set(fromFieldName(note), n);
  for (const [hour, n] of Object.entries(document.hours ?? {})) read.hours[Number(hour)] = n;
  for (const [bucket, n] of Object.entries(document.delays ?? {})) read.delays[Number(bucket)] = n;
  for (const [path, counts] of Object.entries(document.fields ?? {}))
    read.fields.set(fromFieldName(path), { ...noField(), ...counts } satisfies FieldCounts);
  return read;
}
