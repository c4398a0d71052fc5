import { Gauge } from "prom-client";
import type { Log } from "../../platform/log.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { addFlow, shareOf, stitchMessage, type Identity } from "../../subgraphs/identity/index.ts";

/** What the figures of identity are made of. */
export interface IdentityMetricsDependencies {
  readonly metrics: Metrics;
  readonly identity: Pick<Identity, "metrics">;
  readonly log: Log;
}

const RATE_DAYS = 7;

type Samples = readonly (readonly [Record<string, string>, number | null])[];

/** Shows what there is and how well it is told apart: the same in every process over one database. */
export function showIdentity({ metrics, identity, log }: IdentityMetricsDependencies): void {
  const { stock, days, stitchAlarm } = identity.metrics;
  const gauge = (
    name: string,
    help: string,
    labelNames: readonly string[],
    read: () => Promise<Samples>,
  ): Gauge =>
    new Gauge({
      name: `customer_graph_identity_${name}`,
      help,
      labelNames,
      registers: [metrics],
      async collect() {
        this.reset();
        try {
          // A rate that has nothing to divide by is not there.
          for (const [labels, value] of await read()) if (value !== null) this.set(labels, value);
        } catch (error) {
          // The other figures are worth most while the database does not answer.
          this.reset();
          log.warn({ err: error }, "identity could not be read for /metrics");
        }
      },
    });
  gauge("customers", "Customers, by whether they have an anchor.", ["anchored"], async () => {
    const { customers, anchored } = await stock();
    return [
      [{ anchored: "true" }, anchored],
      [{ anchored: "false" }, Math.max(0, customers - anchored)],
    ];
  });
  gauge("profiles", "Distinct sets of identifiers.", [], async () => [
    [{}, (await stock()).profiles],
  ]);
  gauge("identifiers", "Identifiers by namespace.", ["namespace"], async () =>
    (await stock()).namespaces.map((one) => [{ namespace: one.namespace }, one.identifiers]),
  );
  gauge("quarantined", "Identifiers that join nobody, by namespace.", ["namespace"], async () =>
    (await stock()).namespaces.map((one) => [{ namespace: one.namespace }, one.quarantined]),
  );
  gauge("refused_ties", "Refused ties, estimated on a sample.", [], async () => [
    [{}, (await stock()).refused.total],
  ]);
  gauge(
    "rate",
    "0 to 1: match and recognition over seven days; deduplication and review as they stand.",
    ["what"],
    async () => {
      const [now, counted] = await Promise.all([stock(), days(RATE_DAYS)]);
      const { identifiable, matched, judged, recognised } = addFlow(counted);
      return [
        [{ what: "match" }, shareOf(matched, identifiable)],
        [{ what: "recognition" }, shareOf(recognised, judged)],
        [{ what: "deduplication" }, now.deduplication],
        [{ what: "review" }, now.review.precision],
      ];
    },
  );
  gauge("alarms", "Alarms that stand, by kind.", ["kind"], async () => [
    [{ kind: "STITCHING_STOPPED" }, (await stitchAlarm()) === null ? 0 : 1],
  ]);
}

/** Writes into the log when the alarm of stitching is raised, and when it is over, as this process gets to know it. */
export function createStitchLog({
  identity,
  log,
}: Omit<IdentityMetricsDependencies, "metrics">): () => Promise<void> {
  let stands = false;
  return async () => {
    const alarm = await identity.metrics.stitchAlarm();
    if (alarm !== null && !stands) log.warn(alarm, `identity alarm: ${stitchMessage(alarm)}`);
    if (alarm === null && stands) log.info("identity alarm cleared");
    stands = alarm !== null;
  };
}
