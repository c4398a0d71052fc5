import type { Log } from "../../platform/log.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Events, TraitAgreement } from "../../subgraphs/events/index.ts";
import type { Identity } from "../../subgraphs/identity/index.ts";
import { createStitchLog, showIdentity } from "../metrics/identity-metrics.ts";
import { showQuality } from "../metrics/quality-metrics.ts";

/** The rounds that score sources and look for alarms. */
export interface QualityRounds {
  /** Ends the round in hand and stops. */
  stop(): Promise<void>;
}

/** What the rounds are handed. */
export interface QualityRoundsDependencies {
  readonly events: Pick<Events, "quality">;
  readonly identity: Pick<Identity, "sampleAgreement" | "metrics">;
  readonly metrics: Metrics;
  readonly log: Log;
  /** From the start of a round to that of the next, of all processes together, milliseconds. */
  readonly everyMs: number;
}

/** Customers on which sources are compared. */
const SAMPLE = 1_000;
const LOOK_MS = 30_000;

/**
 * Starts the rounds; of several processes one does each. How sources agree is asked of identity, on a sample of
 * customers, and handed to the events subgraph, which keeps it beside its counts.
 */
export function startQualityRounds(dependencies: QualityRoundsDependencies): QualityRounds {
  const { log, everyMs } = dependencies;
  showQuality(dependencies);
  showIdentity(dependencies);
  const tellStitching = createStitchLog(dependencies);
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let round: Promise<void> = Promise.resolve();

  const schedule = (): void => {
    if (!stopped) timer = setTimeout(begin, Math.min(everyMs, LOOK_MS)).unref();
  };
  const begin = (): void => {
    round = turn(dependencies, tellStitching, () => stopped)
      .catch((error: unknown) => {
        log.warn({ err: error }, "a quality round failed; the next one tries again");
      })
      .then(schedule);
  };
  schedule();
  return {
    stop: () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      return round;
    },
  };
}

async function turn(
  { events, identity, log, everyMs }: QualityRoundsDependencies,
  tellStitching: () => Promise<void>,
  isStopped: () => boolean,
): Promise<void> {
  if (!(await events.quality.claimRound(everyMs))) return;
  await tellStitching();
  const agreement = new Map<string, TraitAgreement[]>();
  for (const { source, ...rest } of await identity.sampleAgreement(SAMPLE))
    agreement.set(source, [...(agreement.get(source) ?? []), rest]);
  for (const source of await events.quality.sources()) {
    if (isStopped()) return;
    const { raised, cleared } = await events.quality.judge(source, agreement.get(source) ?? []);
    for (const { kind, key, field, message } of raised)
      log.warn({ source, kind, key, field }, `quality alarm: ${message}`);
    for (const { kind, key, field } of cleared)
      log.info({ source, kind, key, field }, "quality alarm cleared");
  }
}
