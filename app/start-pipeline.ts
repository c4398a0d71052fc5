import { createHealthPage } from "../pipeline/index.ts";
import { createHealth } from "../platform/health.ts";
import { createRecognise, loadClients } from "./clients.ts";
import { loadConfig } from "./config.ts";
import { fail } from "./fail.ts";
import { boundHeap } from "./heap.ts";
import { closeServer, createHttpServer } from "./http-server.ts";
import { createMetricsHandler } from "./metrics-handler.ts";
import { openProcess } from "./open-process.ts";
import { createRequireOperator } from "./operators.ts";
import { listen, untilStopped } from "./serve.ts";
import { createWorkThread } from "./thread/start-work-thread.ts";
import { openWriteFront } from "./write-front.ts";

/** `npm run start:pipeline`: the write API and a worker, as many such processes as are needed. */
async function main(): Promise<void> {
  const config = loadConfig({ ...process.env, PORT: process.env["PORT"] ?? "4010" });
  const working = createWorkThread();
  const opened = await openProcess(config, {
    ...working.role,
    scopeForm: "signed",
    environment: process.env,
  });
  const { policy, log, graph, wake } = opened;
  // Side by side: the thread loads its own.
  await working.start(opened);
  const begun = working.ready();
  const holdSmall = boundHeap(begun);
  const recognise = createRecognise(loadClients(config.CLIENTS_FILE, policy));
  const write = openWriteFront(opened, recognise, config, holdSmall);
  const health = createHealth(
    () => opened.ping(),
    (error) => {
      log.warn({ err: error }, "not ready");
    },
  );
  const requireOperator = createRequireOperator(config, recognise);
  const metrics = createMetricsHandler(opened.metrics, requireOperator, working.metrics);
  const pages = createHealthPage({
    sources: opened.sources,
    events: graph.events,
    requireOperator,
  });
  const server = createHttpServer([health, metrics, pages, ...write.handlers], log);
  await begun;
  await wake.listen(working.wake);
  const url = await listen(server, config);
  console.log(`pipeline ready at ${url}/v1`);
  await untilStopped(async () => {
    write.stop();
    // Side by side: what waits here is taken over as soon as the worker has finished what it works on.
    await Promise.all([closeServer(server), working.stop()]);
    await opened.close();
  });
}

main().catch(fail);
