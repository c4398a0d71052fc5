import { Counter } from "prom-client";
import type { Log } from "../../platform/log.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { addFlow, type FlowCounts, type Identity } from "../../subgraphs/identity/index.ts";
import { putOff } from "../put-off.ts";
import type { WatchIdentity } from "../steps/resolve-identity.ts";

/** Counts what resolving comes to, and stores the counts each second. */
export interface IdentityWatch {
  readonly watch: WatchIdentity;
  /** Stores what is counted so far. */
  flush(): Promise<void>;
}

/** What watching is handed. */
export interface IdentityWatchDependencies {
  readonly identity: Pick<Identity, "metrics">;
  readonly metrics: Metrics;
  readonly log: Log;
  /** How long counts stay in memory, milliseconds. */
  readonly everyMs: number;
}

/** Customers that are looked at for recognition, a flush. */
const SAMPLE = 64;
/** The name of what is shown of it. */
export const FLOW_FIGURE = "customer_graph_identity_flow_total";

const SHOWN = ["identifiable", "matched", "stitches", "merges", "splits", "gone"] as const;

/**
 * Watches resolving. A crash loses the counts of the last second at most, never evidence. A store that fails is tried
 * again with the next flush. Whether a customer has an anchor is asked then, beside the write path, of events drawn at
 * random.
 */
export function createIdentityWatch(dependencies: IdentityWatchDependencies): IdentityWatch {
  const { identity, metrics, log, everyMs } = dependencies;
  const total = new Counter({
    name: FLOW_FIGURE,
    help: "What resolving came to in this process: events (identifiable, matched), people (stitches), customers (merges, splits, gone).",
    labelNames: ["what"],
    registers: [metrics],
  });
  let waiting: FlowCounts[] = [];
  let seen = 0;
  let drawn: string[] = [];

  // Each event is as likely to be drawn as any other (reservoir sampling, algorithm R).
  const draw = (customer: string): void => {
    seen += 1;
    if (drawn.length < SAMPLE) drawn.push(customer);
    else {
      const place = Math.floor(Math.random() * seen);
      if (place < SAMPLE) drawn[place] = customer;
    }
  };
  const recognised = async (): Promise<Pick<FlowCounts, "judged" | "recognised">> => {
    const [sample, judged] = [drawn, seen];
    [drawn, seen] = [[], 0];
    if (sample.length === 0) return { judged: 0, recognised: 0 };
    const anchored = await identity.metrics.anchored([...new Set(sample)]);
    const hits = sample.filter((customer) => anchored.has(customer)).length;
    return { judged, recognised: (judged * hits) / sample.length };
  };
  const store = async (): Promise<void> => {
    const counted = waiting;
    waiting = [];
    if (counted.length === 0) return;
    let sum = addFlow(counted);
    try {
      sum = { ...sum, ...(await recognised()) };
      await identity.metrics.add(sum);
    } catch (error) {
      // One sum, however long the database is away.
      waiting.push({ ...sum, judged: 0, recognised: 0 });
      log.warn({ err: error }, "identity counts could not be stored; tried again");
      storing.soon();
    }
  };
  const storing = putOff(store, everyMs);
  return {
    watch: (evidence, { flow, customerOf }) => {
      if (evidence.length === 0) return;
      waiting.push(flow);
      for (const { profile } of evidence) {
        const customer = customerOf.get(profile);
        if (customer !== undefined) draw(customer);
      }
      for (const what of SHOWN) total.inc({ what }, flow[what]);
      storing.soon();
    },
    flush: storing.now,
  };
}
