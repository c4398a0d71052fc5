import { setTimeout as sleep } from "node:timers/promises";
import type { ChangeStream, ChangeStreamInsertDocument, ResumeToken } from "mongodb";
import { isClosed, isPlaceLost } from "../../../platform/mongo.ts";
import type { EventDocument } from "../domain/event-document.ts";
import type { QuarantineEntry } from "../domain/quarantine/quarantine-entry.ts";
import type { EventsStore } from "../store.ts";

/** What is stored of something that came in. */
export type Stored = EventDocument | QuarantineEntry;

/** Who follows. */
export interface Follower {
  tell(stored: Stored): void;
  /** Told where something may have been stored that it is not told of, before it is told of the next. */
  tellGap(): void;
  /** Told of what interrupts; following goes on. */
  onFault(error: unknown): void;
}

type Insert = ChangeStreamInsertDocument<Stored>;

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Tells of what any process stores, from now until it is stopped: one change stream over events and quarantine. The
 * driver goes on by itself where the database is away for a moment. Where it gives up, a new stream is opened after a
 * pause that doubles up to ten seconds: where the last one ended, if the server still knows that place, else from then.
 */
export function followStored(store: EventsStore, follower: Follower): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  let stream: ChangeStream<Stored, Insert> | null = null;

  const follow = async (): Promise<void> => {
    let place: ResumeToken = null;
    let pauseMs = FIRST_PAUSE_MS;
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      const hasGap = !isFirst && place === null;
      stream = openStream(store, place);
      try {
        for await (const insert of insertsOf(stream, signal)) {
          if (insert === OPENED) {
            pauseMs = FIRST_PAUSE_MS;
            if (hasGap) follower.tellGap();
          } else follower.tell(insert);
        }
      } catch (error) {
        if (signal.aborted || isClosed(error)) return;
        follower.onFault(error);
        place = error instanceof StreamOver || isPlaceLost(error) ? null : stream.resumeToken;
      } finally {
        // What can't be reached can't be closed; the server does it by itself.
        await stream.close().catch(() => null);
      }
      await sleep(pauseMs, null, { signal, ref: false }).catch(() => null);
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    }
  };
  const following = follow().catch(follower.onFault);
  return {
    stop: async () => {
      stopping.abort();
      await stream?.close().catch(() => null);
      await following;
    },
  };
}

function openStream({ db, events, quarantine }: EventsStore, place: ResumeToken) {
  const collections = [events.collectionName, quarantine.collectionName];
  return db.watch<Stored, Insert>(
    [{ $match: { operationType: "insert", "ns.coll": { $in: collections } } }],
    place === null ? {} : { resumeAfter: place },
  );
}

const OPENED = Symbol("opened");

/** What a stream tells, after the word that it is open; throws what ends it. */
async function* insertsOf(
  stream: ChangeStream<Stored, Insert>,
  signal: AbortSignal,
): AsyncGenerator<typeof OPENED | Stored> {
  // Not `next`: where it is stopped while the driver goes on by itself, that would open another and wait for ever.
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    const insert = await stream.tryNext();
    if (signal.aborted) return;
    if (insert === null && stream.closed) throw new StreamOver();
    if (isFirst) yield OPENED;
    if (insert !== null) yield insert.fullDocument;
  }
}

/** A stream has come to its end: the database was dropped. */
class StreamOver extends Error {
  override readonly name = "StreamOver";
  override readonly message = "the change stream came to its end: its database was dropped";
}
