import { Gauge } from "prom-client";
import type { Log } from "../../platform/log.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { QUALITY_PARTS } from "../../platform/quality.ts";
import type { Events } from "../../subgraphs/events/index.ts";

/** What the figures of quality are made of. */
export interface QualityMetricsDependencies {
  readonly metrics: Metrics;
  readonly events: Pick<Events, "quality">;
  readonly log: Log;
}

/** The most sources that are shown. */
const MOST_SOURCES = 200;

/** Shows scores and alarms as the last round left them, whichever process it ran in. */
export function showQuality({ metrics, events, log }: QualityMetricsDependencies): void {
  const unread = (error: unknown): void => {
    log.warn({ err: error }, "quality could not be read for /metrics");
  };
  new Gauge({
    name: "customer_graph_quality_score",
    help: "The quality of a source over seven days, 0 to 1, and its parts; a part that is not known is not there.",
    labelNames: ["source", "part"],
    registers: [metrics],
    async collect() {
      this.reset();
      const scores = await events.quality.scores().catch(unread);
      for (const { source, score } of (scores ?? []).slice(0, MOST_SOURCES)) {
        if (typeof score.score === "number") this.set({ source, part: "all" }, score.score);
        for (const part of QUALITY_PARTS) {
          const value = score[part];
          if (typeof value === "number") this.set({ source, part }, value);
        }
      }
    },
  });
  new Gauge({
    name: "customer_graph_quality_alarms",
    help: "Alarms that stand, by source and kind.",
    labelNames: ["source", "kind"],
    registers: [metrics],
    async collect() {
      this.reset();
      const standing = await events.quality.alarms({ source: null, cleared: false }).catch(unread);
      for (const { source, kind } of standing ?? []) this.inc({ source, kind });
    },
  });
}
