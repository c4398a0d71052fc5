import type { AppendOutcome, EventsPort, NotedBatch } from "../../subgraphs/events/index.ts";
import { createPace } from "../pace.ts";
import { takeFirst } from "../take-first.ts";
import type { ReadyItem } from "./prepare.ts";

/** Stores what a request brings; durable when it resolves, one outcome an event, in order. */
export type AppendTogether = (
  ready: readonly ReadyItem[],
  receivedAt: Date,
) => Promise<readonly AppendOutcome[]>;

/** What appending is handed. */
export interface AppendTogetherDependencies {
  readonly events: Pick<EventsPort, "append">;
  /** The lease of this process's worker, which has in hand what is accepted here; null where others do the rest. */
  readonly holder: () => string | null;
  /** Told of what was stored, so that work on it starts at once. */
  readonly onAccepted: (batch: NotedBatch) => void;
}

/** Requests that come meanwhile are stored by one note and one insert; more events than this would delay their senders. */
const MOST_EVENTS = 500;
/** From here on a request costs as little alone. */
const LARGE = 250;
/** Groups under way at a time where many wait. Else it is one: while that waits for the journal the next one gathers. */
const MOST_AT_ONCE = 2;
/** So many events are many. */
const MANY = 100;
/** A sender that waits for each answer, and a few of them, never wait for company. */
const PACE = { load: 8, enough: MANY, longestRestMs: 10 };

interface Request {
  readonly ready: readonly ReadyItem[];
  readonly receivedAt: Date;
  readonly done: (outcomes: readonly AppendOutcome[]) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Makes the verb that stores what requests bring (group commit: DeWitt et al., "Implementation techniques for main
 * memory database systems", 1984): of many senders of single events each would pay for a note, an insert and a flush of
 * the journal of its own. A request goes at once where there is room, with whatever else waits by then; under load it waits
 * for company for some milliseconds (decision 54).
 */
export function createAppendTogether(dependencies: AppendTogetherDependencies): AppendTogether {
  const waiting: Request[] = [];
  const pace = createPace(PACE);
  let size = 0;
  let running = 0;
  let gathering: NodeJS.Timeout | null = null;

  const serveNext = (): void => {
    const before = size;
    const group = takeFirst(waiting, MOST_EVENTS, sizeOf);
    for (const one of group) size -= sizeOf(one);
    const end = pace.begin(before - size);
    running += 1;
    void serve(group, dependencies).then(() => {
      running -= 1;
      end();
      start();
    });
  };
  const start = (): void => {
    while (running < (size < MANY ? 1 : MOST_AT_ONCE) && waiting.length > 0) {
      const wait = pace.waitMs(size);
      if (wait > 0) {
        gathering ??= setTimeout(() => {
          gathering = null;
          start();
        }, wait);
        return;
      }
      serveNext();
    }
  };
  return (ready, receivedAt) => {
    if (ready.length === 0) return Promise.resolve([]);
    if (ready.length >= LARGE) return append(ready, receivedAt, dependencies);
    return new Promise((done, failed) => {
      waiting.push({ ready, receivedAt, done, failed });
      size += ready.length;
      start();
    });
  };
}

function sizeOf({ ready }: Request): number {
  return ready.length;
}

async function serve(
  group: readonly Request[],
  dependencies: AppendTogetherDependencies,
): Promise<void> {
  try {
    const together = group.flatMap(({ ready }) => ready);
    // The last of them came before now: what has happened by then has happened.
    const at = new Date(Math.max(...group.map(({ receivedAt }) => receivedAt.getTime())));
    const outcomes = await append(together, at, dependencies);
    let next = 0;
    for (const { ready, done } of group) done(outcomes.slice(next, (next += ready.length)));
  } catch (error) {
    const [only, ...others] = group;
    if (others.length === 0) only?.failed(error);
    // One request must not fail the others. What was stored of them before the failure is known as duplicate.
    else await Promise.all(group.map((one) => serve([one], dependencies)));
  }
}

async function append(
  ready: readonly ReadyItem[],
  receivedAt: Date,
  { events, holder, onAccepted }: AppendTogetherDependencies,
): Promise<readonly AppendOutcome[]> {
  const { outcomes, batch } = await events.append(
    ready.map(({ document }) => document),
    ready.map(({ work }) => work),
    receivedAt,
    holder(),
  );
  if (batch !== null) onAccepted(batch);
  return outcomes;
}
