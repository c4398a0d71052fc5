import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import type { ConsentPort } from "../subgraphs/consent/index.ts";
import type { Events } from "../subgraphs/events/index.ts";
import type { Identity } from "../subgraphs/identity/index.ts";
import type { Segments } from "../subgraphs/segments/index.ts";
import type { Lease } from "./lease.ts";
import { startRounds, type Rounds } from "./rounds.ts";
import { everything, type EvaluateCustomers } from "./steps/evaluate-segments.ts";

/** What turns by time alone, and what an earlier process left undone; it is woken where a definition has changed. */
export type Upkeep = Rounds;

/** What upkeep is handed. */
export interface UpkeepDependencies {
  readonly identity: Pick<Identity, "scan" | "find" | "openOperations" | "settleOperations">;
  readonly consent: Pick<ConsentPort, "pending" | "settle">;
  readonly segments: Pick<Segments, "due" | "backfill" | "advance" | "hot">;
  readonly events: Pick<Events, "backfillTraits" | "foldTraits">;
  readonly evaluate: EvaluateCustomers;
  /** Of all workers the first one turns what turns; the others stand by. */
  readonly lease: Pick<Lease, "isFirst">;
  readonly clock: Clock;
  readonly log: Log;
  readonly everyMs: number;
}

const PAGE = 500;
/** For so long one step goes over many customers before the others have their turn. */
const STEP_MS = 1_000;
/** A receipt that is older and still marked was left behind by a process that died. */
const LEFT_BEHIND_MS = 10_000;

/** How often to look for days of computed traits that are due. */
const FOLD_LOOK_MS = 1_000;
/** Between two lots of days: so many times as long as one took, that what comes in goes on; */
const FOLD_REST = 3;
/** at most so long. */
const FOLD_LONGEST_REST_MS = 1_000;

/**
 * Starts the rounds: memberships whose time has come, new definitions over everybody, receipts left behind. Marked days
 * of computed traits go by rounds of their own, which wait for nothing else; every worker works some of them.
 */
export function startUpkeep(dependencies: UpkeepDependencies): Upkeep {
  const { log, events, everyMs } = dependencies;
  const turning = startRounds((isStopped) => turn({ ...dependencies, isStopped }), {
    log,
    everyMs,
  });
  const folding = startRounds(
    async (isStopped) => {
      for (let began = performance.now(); !isStopped(); began = performance.now()) {
        if ((await events.foldTraits()) === 0) return;
        await sleep(Math.min((performance.now() - began) * FOLD_REST, FOLD_LONGEST_REST_MS));
      }
    },
    { log, everyMs: FOLD_LOOK_MS },
  );
  return {
    wake: turning.wake,
    stop: async () => {
      await Promise.all([turning.stop(), folding.stop()]);
    },
  };
}

/** A round is handed also whether to stop: whoever ends the process does not wait for everybody to be evaluated. */
interface Turn extends UpkeepDependencies {
  readonly isStopped: () => boolean;
}

async function turn(round: Turn): Promise<void> {
  if (!round.lease.isFirst()) return;
  const steps = {
    hot: turnHot,
    due: turnDue,
    segments: backfill,
    traits: () => round.events.backfillTraits(),
    receipts: finishReceipts,
    operations: finishOperations,
  };
  // What one of them cannot do must not keep the others from what they can.
  for (const [step, work] of Object.entries(steps))
    try {
      if (round.isStopped()) return;
      await work(round);
    } catch (error) {
      round.log.warn(
        { err: error, step },
        "a step of upkeep failed; the next round tries it again",
      );
    }
}

/** Customers of very much evidence, of whom batches brought something since: each at most once, for the rest waits. */
async function turnHot({ segments, evaluate, clock, isStopped }: Turn): Promise<void> {
  for (const until = clock(); !isStopped();) {
    const taken = await segments.hot.take(until);
    if (taken === null) return;
    const began = performance.now();
    const sizes = await evaluate([everything(taken.customer)], [], "thin");
    const evaluated = {
      size: sizes.get(taken.customer) ?? 0,
      tookMs: performance.now() - began,
    };
    await segments.hot.settle(taken, evaluated, clock());
  }
}

async function turnDue({ segments, evaluate, clock, isStopped }: Turn): Promise<void> {
  for (const until = performance.now() + STEP_MS; !isStopped();) {
    const customers = await segments.due(clock(), PAGE);
    if (customers.length > 0) await evaluate(customers.map(everything), []);
    if (customers.length < PAGE || performance.now() >= until) return;
  }
}

// How far it came is kept with every page: the next round goes on from there.
async function backfill({ identity, segments, evaluate, isStopped }: Turn): Promise<void> {
  const asked = await segments.backfill();
  if (asked === null) return;
  let after = asked.cursor;
  for (const until = performance.now() + STEP_MS; !isStopped();) {
    const customers = await identity.scan(after, PAGE);
    if (customers.length > 0) await evaluate(customers.map(everything), []);
    after = customers.length < PAGE ? null : (customers.at(-1) ?? null);
    await segments.advance(asked.versions, after);
    if (after === null || performance.now() >= until) return;
  }
}

async function finishReceipts({ consent, identity, evaluate, clock }: Turn): Promise<void> {
  const until = new Date(clock().getTime() - LEFT_BEHIND_MS);
  const receipts = await consent.pending(until, PAGE);
  if (receipts.length === 0) return;
  const names = [...new Set(receipts.flatMap((receipt) => receipt.names))];
  const found = await identity.find(names.map((id) => ({ id })));
  const customers = new Set(found.flatMap((one) => one?.id ?? []));
  await evaluate([...customers].map(everything), []);
  await consent.settle(receipts.map((receipt) => receipt._id));
}

/** Merges and splits that a process left behind, and what a rebuild moved. */
export async function finishOperations({
  identity,
  evaluate,
  isStopped = () => false,
}: Pick<UpkeepDependencies, "identity" | "evaluate"> &
  Partial<Pick<Turn, "isStopped">>): Promise<void> {
  while (!isStopped()) {
    const operations = await identity.openOperations(PAGE);
    for (const { id, changed, gone } of operations) {
      for (let at = 0; at < Math.max(changed.length, gone.length); at += PAGE)
        await evaluate(changed.slice(at, at + PAGE).map(everything), gone.slice(at, at + PAGE));
      await identity.settleOperations([id]);
    }
    if (operations.length < PAGE) return;
  }
}
