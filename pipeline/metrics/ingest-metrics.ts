import { Counter, Gauge, Histogram } from "prom-client";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { OTHER, type Events, type EventsPort } from "../../subgraphs/events/index.ts";
import type { Accept } from "../acceptance/item.ts";
import type { Watch } from "../acceptance/watch.ts";
import type { WriteFlow } from "../flow.ts";
import type { Worker } from "../worker.ts";

/** The figures of the write path: what is wrapped does what it did, and is counted. */
export interface IngestMetrics {
  /** Counts outcomes by source. */
  readonly watch: Watch;
  /** Measures how long senders wait for their acknowledgement. */
  timed(accept: Accept): Accept;
  /** Measures how long after its acceptance an event is in customers and segments. */
  delayed(flow: WriteFlow): WriteFlow;
  /** Shows how much this process holds. */
  worked(worker: Pick<Worker, "backlog">): void;
}

/** What they are made of. */
export interface IngestMetricsDependencies {
  readonly metrics: Metrics;
  readonly events: Pick<Events, "status" | "traitsLate">;
  readonly clock: Clock;
  readonly log: Log;
}

const DELAY = "customer_graph_worker_delay_seconds";
const BACKLOG = "customer_graph_worker_backlog_events";

/** The names of those that a worker has. */
export const WORKER_FIGURES = [DELAY, BACKLOG] as const;

/** The most sources that are told apart; what goes beyond is `(other)`. */
const MOST_SOURCES = 200;
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Registers the figures of the write path. */
export function createIngestMetrics(dependencies: IngestMetricsDependencies): IngestMetrics {
  const { metrics, clock } = dependencies;
  const registers = [metrics];
  const sources = new Set<string>();
  const outcomes = new Counter({
    name: "customer_graph_ingest_events_total",
    help: "Events sent, by source and by what became of them.",
    labelNames: ["source", "outcome"],
    registers,
  });
  const acknowledgement = new Histogram({
    name: "customer_graph_ingest_acknowledgement_seconds",
    help: "From a batch's arrival to its durable acknowledgement.",
    buckets: SECONDS,
    registers,
  });
  const failures = new Counter({
    name: "customer_graph_ingest_failures_total",
    help: "Batches that could not be stored: nothing of them was acknowledged.",
    registers,
  });
  const delay = new Histogram({
    name: DELAY,
    help: "From an event's acceptance until customers and segments know of it.",
    buckets: [...SECONDS, 30, 60, 300, 1_800],
    registers,
  });
  showWaiting(dependencies);
  showLate(dependencies);
  return {
    watch: (items, source) => {
      if (sources.size < MOST_SOURCES) sources.add(source);
      const counts = { ACCEPTED: 0, DUPLICATE: 0, QUARANTINED: 0, REJECTED: 0 };
      for (const { outcome } of items) counts[outcome] += 1;
      for (const [outcome, n] of Object.entries(counts))
        if (n > 0)
          outcomes.inc(
            { source: sources.has(source) ? source : OTHER, outcome: outcome.toLowerCase() },
            n,
          );
    },
    timed: (accept) => async (items, source) => {
      const stop = acknowledgement.startTimer();
      try {
        const results = await accept(items, source);
        stop();
        return results;
      } catch (error) {
        failures.inc();
        throw error;
      }
    },
    delayed: (flow) => async (batch) => {
      await flow(batch);
      const now = clock().getTime();
      for (const { receivedAt } of batch) delay.observe((now - receivedAt.getTime()) / 1_000);
    },
    worked: (worker) => {
      new Gauge({
        name: BACKLOG,
        help: "Accepted events that this process holds and has not finished.",
        registers,
        collect() {
          this.set(worker.backlog());
        },
      });
    },
  };
}

function showLate({ metrics, events, log }: IngestMetricsDependencies): void {
  new Gauge({
    name: "customer_graph_computed_late_seconds",
    help: "How long the day of computed traits that waits longest is beyond its time, of all processes together.",
    registers: [metrics],
    async collect() {
      this.reset();
      try {
        this.set(await events.traitsLate());
      } catch (error) {
        log.warn({ err: error }, "days that are due could not be read for /metrics");
      }
    },
  });
}

// The same for every process over one database, so take the maximum of them. Both are asked for once a scrape.
function showWaiting({ metrics, events, log }: IngestMetricsDependencies): void {
  let asked: ReturnType<EventsPort["status"]> | null = null;
  const gauge = (name: string, help: string, of: "pending" | "quarantined"): Gauge =>
    new Gauge({
      name,
      help,
      registers: [metrics],
      async collect() {
        try {
          asked ??= events.status().finally(() => {
            asked = null;
          });
          this.set((await asked)[of]);
        } catch (error) {
          // The other figures are worth most while the database does not answer.
          this.reset();
          log.warn({ err: error }, "waiting events could not be counted for /metrics");
        }
      },
    });
  gauge(
    "customer_graph_waiting_events",
    "Events accepted and not yet worked, of all processes together.",
    "pending",
  );
  gauge(
    "customer_graph_quarantine_events",
    "Events in quarantine, of all processes together.",
    "quarantined",
  );
}
