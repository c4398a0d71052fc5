import type { Caller } from "../../platform/caller.ts";
import type { Clock } from "../../platform/clock.ts";
import type {
  EventsPort,
  QuarantineEntry,
  ReplayQuarantine,
  ReplayResult,
} from "../../subgraphs/events/index.ts";
import type { Accept } from "../acceptance/item.ts";
import { requireRoom, type Room } from "../room.ts";
import { resend, type Resent } from "./resend.ts";
import type { ReaderOf } from "./items-of.ts";

/** What replaying is handed. */
export interface ReplayDependencies {
  readonly events: Pick<EventsPort, "quarantined">;
  readonly accept: Accept;
  readonly room: Pick<Room, "busySeconds">;
  /** What `accept` would answer. */
  readonly foresee: Accept;
  readonly readerOf: ReaderOf;
  readonly clock: Clock;
}

/** Entries sent together. */
const PAGE = 100;
/** The most entries of one call, and how long it goes on with new pages: well within a request's deadline. */
const MOST_A_CALL = 500;
const LONGEST_MS = 4_000;
/** How long a replay has its entries to itself: longer than one page can take. */
const HOLD_MS = 30_000;

/**
 * Makes the verb that sends what is in quarantine once more, by the chain that everything comes in by, under the plans
 * of now. Throws `TOO_MANY_REQUESTS` where there is no room; a call ends where it runs out. Sending comes first, noting it second: a crash in between leaves an entry that waits, and replaying that is
 * a duplicate of the event that it became. So each is stored once, whatever is repeated.
 */
export function createReplay(dependencies: ReplayDependencies): ReplayQuarantine {
  const { events, room, clock } = dependencies;
  return async ({ filter, ids, after, dryRun }, caller) => {
    const replay = dryRun ? foreseePage : replayPage;
    const busySeconds = (): number => (dryRun ? 0 : room.busySeconds());
    requireRoom(busySeconds());
    if (ids !== null) {
      const found = new Map((await events.quarantined.find(ids)).map((one) => [one._id, one]));
      const results = await replay([...found.values()], caller, dependencies);
      const byId = new Map(results.map((result) => [result.id, result]));
      return {
        results: ids.map((id) => byId.get(id) ?? result(id, "NOT_FOUND")),
        left: 0,
        last: null,
      };
    }
    const until = clock().getTime() + LONGEST_MS;
    const results: ReplayResult[] = [];
    let last = after;
    let more = true;
    while (more && results.length < MOST_A_CALL && clock().getTime() < until) {
      const page = await events.quarantined.list({
        filter: { ...filter, state: "WAITING" },
        after: last,
        size: PAGE,
        order: "oldest",
      });
      results.push(...(await replay(page, caller, dependencies)));
      const end = page.at(-1);
      if (end !== undefined) last = { receivedAt: end.receivedAt, id: end._id };
      more = page.length === PAGE;
      if (busySeconds() > 0) break;
    }
    return { results, left: more ? await events.quarantined.left(filter, last) : 0, last };
  };
}

/** Sends a page and notes what became of it. */
async function replayPage(
  page: readonly QuarantineEntry[],
  caller: Caller,
  { events, accept, readerOf, clock }: ReplayDependencies,
): Promise<ReplayResult[]> {
  const now = clock();
  const waiting = page.flatMap(({ _id, state }) => (state === "WAITING" ? [_id] : []));
  const { holder, taken } = await events.quarantined.take(waiting, now, HOLD_MS);
  const sent = await resend(taken, accept, readerOf);
  const attempt = { at: now, by: caller.client };
  await events.quarantined.end(
    holder,
    sent.map(({ id, fault, outcome, event }) => ({
      id,
      attempt: { ...attempt, outcome, fault },
      ...(fault === null ? { replayedAs: event } : {}),
    })),
  );
  return resultsOf(page, sent);
}

/** Says what would become of a page. */
async function foreseePage(
  page: readonly QuarantineEntry[],
  _caller: Caller,
  { foresee, readerOf }: ReplayDependencies,
): Promise<ReplayResult[]> {
  const waiting = page.filter(({ state }) => state === "WAITING");
  return resultsOf(page, await resend(waiting, foresee, readerOf));
}

function resultsOf(page: readonly QuarantineEntry[], sent: readonly Resent[]): ReplayResult[] {
  const byId = new Map(sent.map((one) => [one.id, one]));
  return page.map(({ _id, state, replayedAs }) => {
    if (state === "REPLAYED") return result(_id, "ALREADY_REPLAYED", replayedAs ?? null);
    if (state === "DISCARDED") return result(_id, "ALREADY_DISCARDED");
    const one = byId.get(_id);
    if (one === undefined) return result(_id, "BUSY");
    if (one.fault === null) return result(_id, "REPLAYED", one.event);
    return { ...result(_id, "FAILED_AGAIN"), error: one.fault };
  });
}

function result(
  id: string,
  outcome: ReplayResult["outcome"],
  eventId: string | null = null,
): ReplayResult {
  return { id, outcome, eventId, error: null };
}
