import { systemClock } from "../platform/clock.ts";
import { AppError } from "../platform/errors.ts";
import { createHealth } from "../platform/health.ts";
import { createSubgraphServer } from "../platform/subgraph-server.ts";
import { createRecognise, loadClients } from "./clients.ts";
import { loadConfig } from "./config.ts";
import { fail } from "./fail.ts";
import { closeServer, createHttpServer } from "./http-server.ts";
import { createMetricsHandler } from "./metrics-handler.ts";
import { openProcess } from "./open-process.ts";
import { createRequireOperator } from "./operators.ts";
import { listen, untilStopped } from "./serve.ts";
import { SUBGRAPHS } from "./subgraphs.ts";

/** `npm run start:subgraph -- NAME`: one subgraph alone, for its gateway. */
async function main(): Promise<void> {
  const name = SUBGRAPHS.find(({ name: known }) => known === process.argv[2]);
  if (name === undefined)
    throw new AppError(
      "BAD_USER_INPUT",
      `NAME: must be one of ${SUBGRAPHS.map((one) => one.name).join(", ")}\nUsage: npm run start:subgraph -- NAME`,
    );
  const config = loadConfig({ ...process.env, PORT: process.env["PORT"] ?? name.port });
  const opened = await openProcess(config, { onAccepted: null, scopeForm: "signed" });
  const { graph, keys, log, policy } = opened;
  const onFault = (error: unknown): void => {
    log.error({ err: error }, "a request failed");
  };
  const subgraph = await createSubgraphServer<object>(graph[name.name], {
    keys,
    onFault,
    clock: systemClock,
  });
  const health = createHealth(() => opened.ping(), onFault);
  const recognise = createRecognise(loadClients(config.CLIENTS_FILE, policy));
  const requireOperator = createRequireOperator(config, recognise);
  const metrics = createMetricsHandler(opened.metrics, requireOperator);
  const server = createHttpServer([health, metrics, subgraph.handle], log);
  const url = await listen(server, config);
  console.log(`subgraph ${name.name} ready at ${url}`);
  await untilStopped(async () => {
    subgraph.endStreams();
    await closeServer(server);
    await subgraph.stop();
    await opened.close();
  });
}

main().catch(fail);
