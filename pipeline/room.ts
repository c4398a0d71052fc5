import { AppError } from "../platform/errors.ts";
import type { Log } from "../platform/log.ts";
import type { EventsPort } from "../subgraphs/events/index.ts";
import type { Accept } from "./acceptance/item.ts";

/** Whether more can be taken in: asked before anything of a request is looked at. */
export interface Room {
  /** Seconds that a sender should wait; 0 where there is room. */
  busySeconds(): number;
  /** Whether an import should wait: a file has time, and those who send live come first. */
  isBusyForImports(): boolean;
  /** Counts what is being taken in until it is. */
  counted(accept: Accept): Accept;
}

/** What room is judged by. */
export interface RoomDependencies {
  readonly events: Pick<EventsPort, "waiting">;
  readonly log: Log;
  /** Accepted events that this process has in hand. */
  readonly held: () => number;
}

/** The most events that a process holds in memory, accepted or being so. */
const MOST_HELD = 20_000;
/** The most events that wait in the shared inbox, whoever accepted them: about a minute's work of one worker. */
const MOST_WAITING = 200_000;
/** The most that imports leave in hand, and waiting. */
const MOST_HELD_FOR_IMPORTS = 2_000;
const MOST_WAITING_FOR_IMPORTS = MOST_WAITING / 2;
const HELD_SECONDS = 1;
/** What waits for others to work it does so longer than what is in hand. */
const WAITING_SECONDS = 5;

/** How often the inbox is counted at most, and which share of the time counting may take. */
const COUNT_EVERY_MS = 1_000;
const COUNT_SHARE = 1 / 20;
/** A count that is overdue for so long says nothing: nobody has sent meanwhile. */
const RECENT_MS = 10_000;

/**
 * Makes the judge. What this process holds is known exactly; the inbox that all processes share, with the notes of
 * those that died, is counted beside the requests, about once a second while somebody sends.
 */
export function createRoom({ events, log, held }: RoomDependencies): Room {
  let beingTaken = 0;
  let counted = { waiting: 0, next: 0, isAsking: false };

  const count = async (): Promise<void> => {
    const began = performance.now();
    counted = { ...counted, isAsking: true };
    const waiting = await events.waiting().catch((error: unknown) => {
      log.warn({ err: error }, "waiting events could not be counted; taken as none");
      return 0;
    });
    const now = performance.now();
    const pause = Math.max(COUNT_EVERY_MS, (now - began) / COUNT_SHARE);
    counted = { waiting, next: now + pause, isAsking: false };
  };
  const waiting = (): number => {
    const now = performance.now();
    if (!counted.isAsking && now >= counted.next) void count();
    return now < counted.next + RECENT_MS ? counted.waiting : 0;
  };

  return {
    busySeconds: () => {
      if (waiting() >= MOST_WAITING) return WAITING_SECONDS;
      return held() + beingTaken < MOST_HELD ? 0 : HELD_SECONDS;
    },
    isBusyForImports: () => {
      const shared = waiting();
      return shared >= MOST_WAITING_FOR_IMPORTS || held() >= MOST_HELD_FOR_IMPORTS;
    },
    counted: (accept) => async (items, source) => {
      beingTaken += items.length;
      try {
        return await accept(items, source);
      } finally {
        beingTaken -= items.length;
      }
    },
  };
}

/** Throws `TOO_MANY_REQUESTS`, which says how long to wait, where nothing can be taken in now. */
export function requireRoom(seconds: number): void {
  if (seconds > 0)
    throw new AppError("TOO_MANY_REQUESTS", "Nothing was accepted: send it again later.", {
      retryable: true,
      retryAfter: seconds,
    });
}
