import { createKeys } from "../../../platform/keys.ts";
import type { Database } from "../../../platform/mongo.ts";
import type { EventDocument, PendingEvent } from "../../../subgraphs/events/index.ts";
import { createPort, type EventsPort } from "../../../subgraphs/events/port.ts";
import { ensureIndexes, openStore, type EventsStore } from "../../../subgraphs/events/store.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";

/** The verbs of the subgraph over a database of its own. */
export interface TestEvents {
  readonly database: Database;
  readonly store: EventsStore;
  readonly port: EventsPort;
  /** An event of now, unless told. */
  event(messageId: string, rest?: Partial<EventDocument>): EventDocument;
  /** Stores events with a note of their work, as acceptance does. */
  append(events: readonly EventDocument[], due?: Date): ReturnType<EventsPort["append"]>;
  /** Takes away what was stored. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** Opens them over a database of that name. */
export async function openEvents(name: string, now: () => Date): Promise<TestEvents> {
  const database = await testDatabase(name);
  const store = openStore(database.db);
  await ensureIndexes(store);
  const port = createPort(store, createKeys("s".repeat(32)), now);
  return {
    database,
    store,
    port,
    event: (messageId, rest = {}) => ({
      _id: port.idOf("web", messageId),
      profile: "p1",
      ts: now(),
      key: "track:Viewed",
      source: "web",
      messageId,
      receivedAt: now(),
      properties: {},
      context: {},
      hash: "h1",
      ...rest,
    }),
    append: (events, due = now()) => port.append(events, events.map(workOf), due),
    empty: async () => {
      await store.events.deleteMany({});
      await store.inbox.deleteMany({});
    },
    close: () => dropAndClose(database),
  };
}

/** What is to be done about an event. */
export function workOf({
  _id: id,
  hash,
  profile,
  ts,
  key,
  source,
  receivedAt,
}: EventDocument): PendingEvent {
  const nothing = {
    identifiers: [],
    traits: { "a.b": { $x: 1 } },
    decisions: [],
    plan: null,
    standard: null,
  };
  return { id, hash, profile, ts, key, source, receivedAt, ...nothing };
}
