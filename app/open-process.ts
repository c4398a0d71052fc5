import { createKeys, type Keys } from "../platform/keys.ts";
import { systemClock } from "../platform/clock.ts";
import { AppError } from "../platform/errors.ts";
import { createLog, type Log } from "../platform/log.ts";
import { connect, type Database } from "../platform/mongo.ts";
import { noWake, redisWake, type Wake } from "../platform/wake.ts";
import type { PendingBatch } from "../subgraphs/events/index.ts";
import { loadConfig, type Config } from "./config.ts";
import { createGraph, type Graph } from "./graph.ts";
import { loadPolicy, type Policy } from "./policy.ts";
import { loadSecret } from "./secret.ts";

/** What every process that touches the database has. */
export interface OpenProcess {
  readonly config: Config;
  readonly policy: Policy;
  readonly keys: Keys;
  readonly log: Log;
  readonly database: Database;
  readonly wake: Wake;
  readonly graph: Graph;
  close(): Promise<void>;
}

/** How often to look for work that nobody announced. */
const POLL_MS = 250;
/** How long a process that works its own events has them to itself. */
const HOLD_MS = 15_000;

/**
 * Opens one process of several over a shared database. `accept`: events accepted here are left for the workers, who
 * are called; `work`: this process works what it accepts itself, by `onAccepted`.
 */
export async function openProcess(
  environment: Readonly<Record<string, string | undefined>>,
  role: "accept" | "work",
  onAccepted?: (batch: PendingBatch) => void,
): Promise<OpenProcess> {
  const config = loadConfig(environment);
  if (config.MONGODB_URI === undefined)
    throw new AppError(
      "BAD_USER_INPUT",
      "MONGODB_URI: is required where parts run as processes of their own.",
    );
  const log = createLog("customer-graph", config.LOG_LEVEL);
  const policy = loadPolicy(config.POLICY_FILE);
  const keys = createKeys(loadSecret(config));
  const database = await connect(config.MONGODB_URI, config.MONGODB_DATABASE);
  const wake = config.REDIS_URL === undefined ? noWake : redisWake(config.REDIS_URL, log);
  const graph = createGraph({
    database,
    keys,
    policy,
    log,
    clock: systemClock,
    scopeForm: "signed",
    holdMs: role === "work" ? HOLD_MS : 0,
    pollMs: POLL_MS,
    onAccepted:
      onAccepted ??
      (() => {
        wake.call();
      }),
    onDefinition: () => {
      wake.call();
    },
  });
  await graph.ensureIndexes();
  return {
    config,
    policy,
    keys,
    log,
    database,
    wake,
    graph,
    close: async () => {
      await wake.close();
      await database.close();
    },
  };
}
