import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../platform/mongo.ts";
import type { Started } from "../test/support/start-process.ts";
import { checkStored } from "./arrivals/check-stored.ts";
import type { SendPlan } from "./arrivals/plan.ts";
import { startSender } from "./arrivals/start-sender.ts";
import { report } from "./figure.ts";
import { watchMemory } from "./memory.ts";
import { secondsOf, type Second } from "./arrivals/seconds.ts";

/** A burst: events a second before and after it, and how long it lasts. */
export interface BurstOptions {
  readonly rate: number;
  readonly seconds: number;
}

const TIMES = 10;
const WARM_S = 5;
const BEFORE_S = 15;
/** How long the backlog stays empty before it counts as worked: senders that were told to wait come again. */
const CALM_S = 10;
const LONGEST_S = 1_800;
/** Back to normal: within this, or within twice what it was before. */
const NORMAL_MS = 100;

/**
 * Ten times as many events as before, for so long, from senders that come again where they are told to. Answers whether
 * all went well: nothing acknowledged is lost or doubled, everything sent was told of, and it came back to normal.
 */
export async function measureBurst(
  product: Started,
  database: Database,
  { rate, seconds }: BurstOptions,
): Promise<boolean> {
  const plan: SendPlan = {
    url: product.url,
    name: "burst",
    feed: "faulty",
    people: 5_000,
    phases: [
      { rate, seconds: WARM_S + BEFORE_S },
      { rate: rate * TIMES, seconds },
      { rate, seconds: Infinity },
    ],
    lanes: 64,
    batch: 100,
  };
  const memory = watchMemory(product.pid);
  const sender = startSender(plan);
  const began = performance.now();
  const inbox = watchInbox(database, began);
  const burstEnds = WARM_S + BEFORE_S + seconds;
  await sleep(burstEnds * 1_000);
  const emptyAt = await inbox.emptyAfter(burstEnds, rate, CALM_S);
  sender.stop();
  const sent = await sender.sent;
  const restEmpty = await inbox.emptyAfter(0, 1, 0);
  const most = memory.stop();
  inbox.stop();
  const { told, ...checked } = await checkStored(database.db, plan, sent);
  console.log(JSON.stringify({ told, ...checked, busy: sent.busy, broken: sent.broken }));

  const perSecond = secondsOf(sent);
  const before = worst(perSecond.slice(WARM_S, WARM_S + BEFORE_S));
  const normal = Math.max(NORMAL_MS, 2 * before);
  const late = perSecond.findLastIndex(({ p99 }) => p99 > normal);
  report("burst.sent", checked.sent, "events");
  report("burst.429", sent.busy, "answers");
  report("burst.lost", checked.lost, "events");
  report("burst.doubled", checked.doubled, "events");
  report("burst.p99 before", before, "ms");
  report("burst.p99 within", worst(perSecond.slice(WARM_S + BEFORE_S, burstEnds)), "ms");
  report("burst.most waiting", inbox.most(), "events");
  report("burst.backlog worked after", emptyAt - burstEnds, "s");
  report("burst.p99 normal after", Math.max(0, late + 1 - burstEnds), "s");
  report("burst.memory before", memory.before, "MB");
  report("burst.memory most", most, "MB");
  const { sent: _, ...wrong } = checked;
  const isWell =
    Object.values(wrong).every((count) => count === 0) &&
    sent.busyWithoutTime === 0 &&
    late < perSecond.length - 1 &&
    restEmpty < Infinity;
  if (!isWell) console.error("burst: something was lost, doubled, untold of, or did not recover");
  return isWell;
}

function worst(seconds: readonly Second[]): number {
  return Math.max(...seconds.map(({ p99 }) => p99));
}

interface InboxWatch {
  /**
   * The first second behind another from which on no more than so many events wait, for so many seconds; `Infinity` after
   * half an hour.
   */
  emptyAfter(second: number, most: number, calm: number): Promise<number>;
  most(): number;
  stop(): void;
}

/** Counts what waits to be worked, once a second. */
function watchInbox({ db }: Database, began: number): InboxWatch {
  const counts: { readonly at: number; readonly waiting: number }[] = [];
  const stopped = new AbortController();
  const watching = (async () => {
    while (!stopped.signal.aborted) {
      const [sum] = await db
        .collection("inbox")
        .aggregate<{ n: number }>([{ $group: { _id: null, n: { $sum: "$events" } } }])
        .toArray();
      counts.push({ at: (performance.now() - began) / 1_000, waiting: sum?.n ?? 0 });
      await sleep(1_000);
    }
  })();
  watching.catch((error: unknown) => {
    console.error(error);
  });
  return {
    emptyAfter: async (second, most, calm) => {
      while (performance.now() - began < (second + LONGEST_S) * 1_000) {
        const last = counts.findLast(({ waiting }) => waiting > most)?.at ?? -1;
        const found = counts.find(({ at }) => at >= second && at > last);
        const now = counts.at(-1)?.at ?? 0;
        if (found !== undefined && now - found.at >= calm) return found.at;
        await sleep(200);
      }
      return Infinity;
    },
    most: () => Math.max(...counts.map(({ waiting }) => waiting)),
    stop: () => {
      stopped.abort();
    },
  };
}
