import { createKeys, type Keys } from "../platform/keys.ts";
import { systemClock } from "../platform/clock.ts";
import { AppError } from "../platform/errors.ts";
import { createLog, type Log } from "../platform/log.ts";
import { createMetrics, watchProcess, type Metrics } from "../platform/metrics.ts";
import { connect, type Database } from "../platform/mongo.ts";
import { noWake, redisWake, type Wake } from "../platform/wake.ts";
import type { Sources, WorkedElsewhere } from "../pipeline/index.ts";
import type { NotedBatch } from "../subgraphs/events/index.ts";
import type { Config } from "./config.ts";
import { createGraph, type Graph } from "./graph.ts";
import { loadComputedTraits } from "./load-computed-traits.ts";
import { loadSources, type Environment } from "./load-sources.ts";
import { loadMatchModel } from "./load-match-model.ts";
import { loadPlans } from "./load-plans.ts";
import { loadPolicy, type Policy } from "./policy.ts";
import { loadSecret } from "./secret.ts";

/** What every process that touches the database has. */
export interface OpenProcess {
  readonly config: Config;
  readonly policy: Policy;
  readonly keys: Keys;
  readonly log: Log;
  /** What `/metrics` shows. */
  readonly metrics: Metrics;
  readonly database: Database;
  readonly wake: Wake;
  readonly graph: Graph;
  readonly sources: Sources;
  /** Throws where the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** How often to look for work that nobody announced. */
const POLL_MS = 250;

/** What a process does with the events that it accepts, and how its subgraphs are reached. */
export interface ProcessRole {
  /** Works what it accepts by itself; null where that is left to the workers, who are called. */
  readonly onAccepted: ((batch: NotedBatch) => void) | null;
  /** Who works what this process accepts, where that is not a worker of its own graph. */
  readonly workedBy?: WorkedElsewhere;
  /** A part of a process that has opened already: what that has seen to is not looked at again. */
  readonly isSecond?: boolean;
  /** What it writes and fails with it works again by itself: the driver need not try twice, which costs each write a mark. */
  readonly worksAgain?: boolean;
  /** `sealed` where gateway and subgraphs share this process. */
  readonly scopeForm: "sealed" | "signed";
  /** Where the secrets of the sources are; absent in a process that takes nothing in. */
  readonly environment?: Environment;
  /** Told that a definition came into force here. */
  readonly onDefinition?: () => void;
}

/** Opens a process over the database of its configuration. */
export async function openProcess(config: Config, role: ProcessRole): Promise<OpenProcess> {
  const { onAccepted, scopeForm, onDefinition, environment, workedBy } = role;
  const { isSecond = false, worksAgain = false } = role;
  if (config.MONGODB_URI === undefined)
    throw new AppError(
      "BAD_USER_INPUT",
      "MONGODB_URI: is required where parts run as processes of their own.",
    );
  const log = createLog("customer-graph", config.LOG_LEVEL);
  const plans = loadPlans(config.PLANS_DIR);
  const computedTraits = loadComputedTraits(config.COMPUTED_TRAITS_DIR);
  const policy = loadPolicy(config.POLICY_FILE, plans);
  const sources = loadSources(config, plans, environment ?? null);
  const keys = createKeys(loadSecret(config));
  const database = await connect(config.MONGODB_URI, config.MONGODB_DATABASE, {
    retryWrites: !worksAgain,
  });
  const wake = config.REDIS_URL === undefined ? noWake : redisWake(config.REDIS_URL, log);
  const metrics = createMetrics();
  if (!isSecond) watchProcess(metrics);
  const graph = createGraph({
    database,
    keys,
    policy,
    matchModel: loadMatchModel(config.MATCH_MODEL_FILE),
    plans,
    computedTraits,
    sources,
    log,
    metrics,
    scopeForm,
    clock: systemClock,
    pollMs: POLL_MS,
    onAccepted: (batch) => {
      if (onAccepted === null) wake.call();
      else onAccepted(batch);
    },
    ...(workedBy === undefined ? {} : { workedBy }),
    onDefinition: () => {
      onDefinition?.();
      wake.call();
    },
  });
  if (!isSecond) {
    await graph.ensureIndexes();
    if (!(await graph.identity.isBuilt()))
      log.warn("the identity policy has changed; run: npm run identity -- rebuild");
  }
  return {
    config,
    policy,
    keys,
    log,
    metrics,
    database,
    wake,
    graph,
    sources,
    ping: async () => {
      await database.db.command({ ping: 1 });
    },
    close: async () => {
      await graph.pipeline.flush();
      await wake.close();
      await database.close();
    },
  };
}
