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

/** Evaluates customers against all definitions; `gone` are ids that were no customer's any more when that was noted. */
export type EvaluateCustomers = (
  touches: readonly Touch[],
  gone: readonly string[],
) => Promise<void>;

/** The one way that memberships come to be: facts read after a stamp, so that an older reading never wins. */
export function createEvaluateCustomers(
  database: Pick<Database, "clusterTime">,
  segments: Pick<Segments, "definitions" | "needs" | "evaluate">,
  gatherFacts: GatherFacts,
  clock: Clock,
): EvaluateCustomers {
  return async (touches, gone) => {
    const stamp = await database.clusterTime();
    const definitions = await segments.definitions();
    // Who was gone may be back by now: an earlier event came in, or the batch is worked again long after. What is read
    // after the stamp says who is gone, and nothing that was known before it.
    const wanted = segments.needs([...touches, ...gone.map(everything)], definitions);
    if (wanted.customers.length === 0) return;
    const facts = await gatherFacts({ ...wanted, customers: [...new Set(wanted.customers)] });
    const found = new Set(facts.map(({ customer }) => customer));
    const missing = new Set(wanted.customers.filter((customer) => !found.has(customer)));
    await segments.evaluate(facts, [...missing], { definitions, now: clock(), stamp });
  };
}

function everything(customer: string): Touch {
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
    );
  };
}
