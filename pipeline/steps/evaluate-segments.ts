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
 * Evaluates customers against all definitions; `gone` are ids that are no customer's any more. `mayWait`: those of very
 * much evidence, of whom nothing but that changed, are marked instead; `thin`: they are what is evaluated. Answers on how
 * many events and statements each was evaluated.
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
    const wanted = segments.needs(touches, definitions);
    const waiting = how === "mayWait" ? await mark(touches, wanted.customers) : NOBODY;
    const customers = wanted.customers.filter((customer) => !waiting.has(customer));
    if (customers.length === 0 && gone.length === 0) return new Map();
    const facts =
      customers.length === 0
        ? []
        : await gatherFacts({ ...wanted, customers }, { thin: how === "thin" });
    const sizes = new Map(facts.map(({ customer, size }) => [customer, size]));
    const missing = customers.filter((customer) => !sizes.has(customer));
    await segments.evaluate(facts, [...gone, ...missing], { definitions, now: clock(), stamp });
    await segments.hot.learn(sizes, clock());
    return sizes;
  };

  async function mark(
    touches: readonly Touch[],
    wanted: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const hot = await segments.hot.among(wanted);
    if (hot.size === 0) return NOBODY;
    // A merge or a decision takes force at once.
    const waiting = touches.flatMap(({ customer, all }) =>
      !all && hot.has(customer) ? [customer] : [],
    );
    if (waiting.length > 0) await segments.hot.mark(waiting, clock());
    return new Set(waiting);
  }
}

const NOBODY: ReadonlySet<string> = new Set();

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
