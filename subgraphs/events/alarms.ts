import type { FoundAlarm } from "./domain/quality/find-alarms.ts";
import type { AlarmDocument, EventsStore } from "./store.ts";
import type { QualityAlarm } from "./types.generated.ts";

/** Which alarms to read. */
export interface AlarmQuery {
  /** Null: of every source. */
  readonly source: string | null;
  /** Also those that are over. */
  readonly cleared: boolean;
}

/** What a round changed. */
export interface AlarmChanges {
  readonly raised: readonly FoundAlarm[];
  readonly cleared: readonly FoundAlarm[];
}

const MOST_ALARMS = 500;

/** Alarms, newest first. */
export async function readAlarms(
  { alarms }: EventsStore,
  { source, cleared }: AlarmQuery,
): Promise<QualityAlarm[]> {
  const found = await alarms
    .find(
      { ...(source === null ? {} : { source }), ...(cleared ? {} : { clearedAt: null }) },
      { projection: { _id: 0 }, sort: { since: -1, kind: 1 }, limit: MOST_ALARMS },
    )
    .toArray();
  return found;
}

/** Makes the alarms of a source those that were found: new ones are raised, those that are gone are cleared. */
export async function replaceAlarms(
  { alarms }: EventsStore,
  idOf: (alarm: FoundAlarm) => string,
  source: string,
  found: readonly FoundAlarm[],
  now: Date,
): Promise<AlarmChanges> {
  const standing = await alarms.find({ source, clearedAt: null }).toArray();
  const before = new Map(standing.map((one) => [one._id, one]));
  const after = new Map(found.map((one) => [idOf(one), one]));
  const gone = [...before.values()].filter(({ _id }) => !after.has(_id));
  const changes = [
    ...[...after].map(([_id, alarm]) => ({
      replaceOne: {
        filter: { _id },
        replacement: {
          ...alarm,
          since: before.get(_id)?.since ?? now,
          clearedAt: null,
        } satisfies Omit<AlarmDocument, "_id">,
        upsert: true,
      },
    })),
    ...gone.map(({ _id }) => ({
      updateOne: { filter: { _id }, update: { $set: { clearedAt: now } } },
    })),
  ];
  if (changes.length > 0) await alarms.bulkWrite(changes, { ordered: false });
  return {
    raised: [...after].flatMap(([_id, alarm]) => (before.has(_id) ? [] : alarm)),
    cleared: gone,
  };
}
