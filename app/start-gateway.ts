import { createHash } from "node:crypto";
import { overHttp } from "../gateway/index.ts";
import { CALLER_HEADER, signCaller, type Caller } from "../platform/caller.ts";
import { systemClock } from "../platform/clock.ts";
import { AppError } from "../platform/errors.ts";
import { createHealth } from "../platform/health.ts";
import { createKeys } from "../platform/keys.ts";
import { createLog } from "../platform/log.ts";
import { createMetrics, watchProcess } from "../platform/metrics.ts";
import { createRecognise, loadClients } from "./clients.ts";
import { loadConfig, type Config } from "./config.ts";
import { fail } from "./fail.ts";
import { openFront } from "./front.ts";
import { closeServer, createHttpServer } from "./http-server.ts";
import { createMetricsHandler } from "./metrics-handler.ts";
import { createRequireOperator } from "./operators.ts";
import { loadPolicy } from "./policy.ts";
import { loadSecret } from "./secret.ts";
import { listen, untilStopped } from "./serve.ts";
import { SUBGRAPHS } from "./subgraphs.ts";

/** `npm run start:gateway`: the reading front over subgraphs that run as processes of their own. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLog("gateway", config.LOG_LEVEL);
  const keys = createKeys(loadSecret(config));
  const recognise = createRecognise(
    loadClients(config.CLIENTS_FILE, loadPolicy(config.POLICY_FILE)),
  );
  const front = await openFront({
    config,
    recognise,
    log,
    absorbedAmong: () => Promise.resolve(null),
    transport: ({ name, url }) =>
      overHttp({
        name,
        url: urlOf(name, url, config),
        timeoutMs: config.REQUEST_TIMEOUT_MS,
        forwardHeaders: ["x-request-id", "traceparent"],
        sign: ({ caller }, body) => {
          const hash = createHash("sha256").update(body).digest("base64url");
          const now = systemClock().getTime();
          return { [CALLER_HEADER]: signCaller(caller.claims as Caller, hash, keys, now) };
        },
      }),
  });
  const state = { stopping: false };
  const health = createHealth(
    async () => {
      if (state.stopping) throw new AppError("UNAVAILABLE", "stopping");
      // Without identity there is no customer; without a leaf there are only its fields less.
      await requireReady(urlOf("identity", undefined, config));
    },
    (error) => {
      log.warn({ err: error }, "not ready");
    },
  );
  const figures = createMetrics();
  watchProcess(figures);
  const metrics = createMetricsHandler(figures, createRequireOperator(config, recognise));
  const server = createHttpServer([health, metrics, front.graphql.handle, front.page], log);
  const url = await listen(server, config);
  console.log(`gateway ready at ${url}/graphql`);
  await untilStopped(async () => {
    state.stopping = true;
    front.graphql.endStreams();
    await closeServer(server);
    await front.graphql.stop();
  });
}

function urlOf(name: string, fallback: string | undefined, config: Config): string {
  const known = SUBGRAPHS.find((subgraph) => subgraph.name === name);
  const configured = known === undefined ? undefined : config[known.variable];
  return configured ?? fallback ?? `http://127.0.0.1:${known?.port ?? ""}/graphql`;
}

async function requireReady(subgraphUrl: string): Promise<void> {
  const response = await fetch(new URL("/health/ready", subgraphUrl), {
    signal: AbortSignal.timeout(2_000),
  });
  if (!response.ok) throw new AppError("UNAVAILABLE", "identity is not ready");
}

main().catch(fail);
