import type { Clock } from "../../platform/clock.ts";
import type { Keys } from "../../platform/keys.ts";
import type { EventDocument } from "./domain/event-document.ts";
import { claimPending, countPending, settleDone } from "./pending.ts";
import { insertNew, type EventsStore, type QuarantineDocument } from "./store.ts";

/** What became of an event that was offered for storage. */
export type AppendOutcome = "accepted" | "duplicate" | "conflict";

/** The verbs of the event log. */
export interface EventsPort {
  /** The id of an event, for ever: made from its source and the sender's id of it. */
  idOf(source: string, messageId: string): string;
  /**
   * Stores what is new, durable when the promise resolves (majority, journaled). `duplicate`: stored before with the
   * same content; `conflict`: stored before with other content. One outcome for each event, in order.
   */
  append(events: readonly EventDocument[]): Promise<AppendOutcome[]>;
  /** Keeps events aside, with their original text; a repeat changes nothing. */
  quarantine(entries: readonly Omit<QuarantineDocument, "_id">[]): Promise<void>;
  /** Takes up to `limit` events that are still to be resolved and that nobody holds; they are held for `holdMs`. */
  claim(limit: number, holdMs: number): Promise<EventDocument[]>;
  /** Marks events as done: what they said of somebody is in identity and consent now. */
  settle(ids: readonly string[]): Promise<void>;
  /** Leaves events for later: counts the attempt and holds them back until `due`. */
  postpone(ids: readonly string[], due: Date): Promise<void>;
  /** When events of these keys happened to these profiles, ascending: one command, answered by the index alone. */
  times(profiles: readonly string[], keys: readonly string[]): Promise<ProfileTimes[]>;
  /** How many events wait, and how many are in quarantine. */
  status(): Promise<{ pending: number; quarantined: number }>;
}

/** When an event of one key happened to one profile. */
export interface ProfileTimes {
  readonly profile: string;
  readonly key: string;
  readonly times: readonly Date[];
}

/** The verbs over a store. */
export function createPort(store: EventsStore, keys: Keys, clock: Clock): EventsPort {
  const idOf = (...parts: readonly string[]): string =>
    `e${keys.hash("identifier", parts.join("\n"))}`;
  return {
    idOf,

    append: async (events) => {
      const taken = await insertNew(store.events, events);
      const outcomes = events.map((): AppendOutcome => "accepted");
      if (taken.length === 0) return outcomes;
      const ids = taken.flatMap((place) => events[place]?._id ?? []);
      const stored = await store.events
        .find({ _id: { $in: ids } }, { projection: { hash: 1 } })
        .toArray();
      const hashes = new Map(stored.map((event) => [event._id, event.hash]));
      for (const place of taken) {
        const event = events[place];
        if (event !== undefined)
          outcomes[place] = hashes.get(event._id) === event.hash ? "duplicate" : "conflict";
      }
      return outcomes;
    },

    quarantine: async (entries) => {
      await insertNew(
        store.quarantine,
        entries.map((entry) => ({ _id: idOf("quarantine", entry.event, entry.body), ...entry })),
      );
    },

    claim: (limit, holdMs) => claimPending(store, limit, clock(), holdMs),

    settle: (ids) => settleDone(store, ids),

    postpone: async (ids, due) => {
      await store.events.updateMany(
        { _id: { $in: [...ids] }, todo: { $exists: true } },
        { $set: { "todo.due": due }, $inc: { "todo.attempts": 1 } },
      );
    },

    times: (profiles, eventKeys) =>
      store.events
        .aggregate<ProfileTimes>([
          { $match: { profile: { $in: profiles }, key: { $in: eventKeys } } },
          { $project: { _id: 0, profile: 1, key: 1, ts: 1 } },
          { $group: { _id: { p: "$profile", k: "$key" }, times: { $push: "$ts" } } },
          { $project: { _id: 0, profile: "$_id.p", key: "$_id.k", times: 1 } },
        ])
        .toArray(),

    status: async () => ({
      pending: await countPending(store),
      quarantined: await store.quarantine.estimatedDocumentCount(),
    }),
  };
}
