import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/mongo.ts";
import type { PendingEvent } from "../../subgraphs/events/index.ts";
import type { Resolution } from "../../subgraphs/identity/index.ts";
import type { Segments, Touch } from "../../subgraphs/segments/index.ts";
import type { GatherFacts } from "./gather-facts.ts";

/** What a batch changed, as far as segments may care. */
export interface BatchEffects {
  readonly batch: readonly PendingEvent[];
  readonly resolution: Resolution;
  /** Customers for whom a decision took force. */
  readonly decided: readonly string[];
}

/** Evaluates again whom a batch concerns. */
export type EvaluateSegments = (effects: BatchEffects) => Promise<void>;

/**
 * Evaluates customers against all definitions; `gone` are ids that were no customer's any more when that was noted.
 * `mayWait`: those of very much evidence, of whom nothing but that changed, are marked instead; `thin`: they are what is
 * evaluated. Answers on how many events and statements each was evaluated.
 */
export type EvaluateCustomers = (
  touches: readonly Touch[],
  gone: readonly string[],
  how?: "mayWait" | "thin",
) => Promise<ReadonlyMap<string, number>>;

/** The one way that memberships come to be: facts read after a stamp, so that an older reading never wins. */
export function createEvaluateCustomers(
  database: Pick<Database, "clusterTime">,
  segments: Pick<Segments, "definitions" | "needs" | "evaluate" | "hot">,
  gatherFacts: GatherFacts,
  clock: Clock,
): EvaluateCustomers {
  return async (touches, gone, how) => {
    const stamp = await database.clusterTime();
    const definitions = await segments.definitions();
    // Who was gone may be back by now: an earlier event came in, or the batch is worked again long after. What is read
    // after the stamp says who is gone, and nothing that was known before it.
    const wanted = segments.needs([...touches, ...gone.map(everything)], definitions);
    const named = [...new Set(wanted.customers)];
    const waiting = how === "mayWait" ? await mark(touches, named, gone) : NOBODY;
    const customers = named.filter((customer) => !waiting.has(customer));
    if (customers.length === 0) return new Map();
    const facts = await gatherFacts({ ...wanted, customers }, { thin: how === "thin" });
    const sizes = new Map(facts.map(({ customer, size }) => [customer, size]));
    const missing = customers.filter((customer) => !sizes.has(customer));
    await segments.evaluate(facts, missing, { definitions, now: clock(), stamp });
    await segments.hot.learn(sizes, clock());
    return sizes;
  };

  async function mark(
    touches: readonly Touch[],
    wanted: readonly string[],
    gone: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const hot = await segments.hot.among(wanted);
    if (hot.size === 0) return NOBODY;
    // A merge or a decision takes force at once.
    const waiting = touches.flatMap(({ customer, all }) =>
      !all && hot.has(customer) && !gone.includes(customer) ? [customer] : [],
    );
    if (waiting.length > 0) await segments.hot.mark(waiting, clock());
    return new Set(waiting);
  }
}

const NOBODY: ReadonlySet<string> = new Set();

/** That a customer is to be evaluated whatever changed. */
export function everything(customer: string): Touch {
  return { customer, eventKeys: [], traitKeys: [], all: true };
}

/** The step: who is concerned, and by what. */
export function createEvaluateSegments(evaluate: EvaluateCustomers): EvaluateSegments {
  return async function evaluateSegments({ batch, resolution, decided }) {
    const touches = new Map<
      string,
      { eventKeys: Set<string>; traitKeys: Set<string>; all: boolean }
    >();
    const touch = (
      customer: string,
    ): { eventKeys: Set<string>; traitKeys: Set<string>; all: boolean } => {
      const known = touches.get(customer);
      if (known !== undefined) return known;
      const fresh = { eventKeys: new Set<string>(), traitKeys: new Set<string>(), all: false };
      touches.set(customer, fresh);
      return fresh;
    };
    for (const { profile, key, traits } of batch) {
      const customer = profile === null ? undefined : resolution.customerOf.get(profile);
      if (customer === undefined) continue;
      const touched = touch(customer);
      touched.eventKeys.add(key);
      for (const trait of Object.keys(traits)) touched.traitKeys.add(trait);
    }
    for (const customer of [...resolution.changed, ...decided]) touch(customer).all = true;
    await evaluate(
      [...touches].map(([customer, { eventKeys, traitKeys, all }]) => ({
        customer,
        eventKeys: [...eventKeys],
        traitKeys: [...traitKeys],
        all,
      })),
      resolution.gone,
      "mayWait",
    );
  };
}
