import { join } from "node:path";
import { SingleBar } from "cli-progress";
import { AppError } from "../platform/errors.ts";
import { createHealthPage } from "../pipeline/index.ts";
import { createHealth } from "../platform/health.ts";
import { createRecognise, loadClients } from "./clients.ts";
import { loadConfig } from "./config.ts";
import { openDatabase } from "./database.ts";
import { fail } from "./fail.ts";
import { openFront } from "./front.ts";
import { boundHeap } from "./heap.ts";
import { closeServer, createHttpServer } from "./http-server.ts";
import { localTransport } from "./local-transport.ts";
import { createMetricsHandler } from "./metrics-handler.ts";
import { openProcess } from "./open-process.ts";
import { createRequireOperator } from "./operators.ts";
import { readyMessage } from "./ready-message.ts";
import { loadSample, planSample } from "./sample.ts";
import { listen, untilStopped } from "./serve.ts";
import { createWorkThread } from "./thread/start-work-thread.ts";
import { openWriteFront } from "./write-front.ts";

/** `npm start`: the whole product in one process, with a MongoDB of its own unless one is named. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const mongo = await openDatabase(config, process.env);
  const working = createWorkThread();
  const opened = await openProcess(
    { ...config, MONGODB_URI: mongo.uri },
    { ...working.role, scopeForm: "sealed", environment: process.env },
  );
  const { graph, policy, log, wake } = opened;
  // Side by side: the thread loads its own.
  await working.start(opened);
  const begun = working.ready();
  const holdSmall = boundHeap(begun);

  const recognise = createRecognise(loadClients(config.CLIENTS_FILE, policy));
  const front = await openFront({
    config,
    recognise,
    log,
    transport: localTransport(graph, log),
    absorbedAmong: async (ids) => {
      const described = await graph.identity.describe(ids, []);
      return (
        described.flatMap((one) => one.profiles.filter((key) => key !== one.customer))[0] ?? null
      );
    },
  });
  const write = openWriteFront(opened, recognise, config, holdSmall);
  const state = { is: "starting" };
  const health = createHealth(
    async () => {
      if (state.is !== "ready") throw new AppError("UNAVAILABLE", state.is);
      await opened.ping();
    },
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
  const server = createHttpServer(
    [health, metrics, pages, front.graphql.handle, ...write.handlers, front.page],
    log,
  );
  await begun;
  await wake.listen(working.wake);
  const url = await listen(server, config);

  const stopped = untilStopped(async () => {
    state.is = "stopping";
    write.stop();
    front.graphql.endStreams();
    // Side by side: what waits here is taken over as soon as the worker has finished what it works on.
    await Promise.all([closeServer(server).then(front.graphql.stop), working.stop()]);
    await opened.close();
    await mongo.stop();
  });
  const plan = await planSample(graph, join(config.DATA_DIR), config.SAMPLE_FEED, new Date());
  if (plan !== null) {
    const bar = new SingleBar({
      format: "loading sample data {bar} {percentage}% | {value} of {total} records",
      hideCursor: true,
    });
    bar.start(1, 0);
    await loadSample(
      plan,
      graph,
      (most) => drain(working.role.workedBy.backlog, most),
      (done, total) => {
        bar.setTotal(total);
        bar.update(done);
      },
    );
    bar.stop();
  }
  state.is = "ready";
  console.log(readyMessage(url, config, mongo.from));
  await stopped;
}

async function drain(backlog: () => number, most: number): Promise<void> {
  while (backlog() > most) await new Promise((resolve) => setTimeout(resolve, 5));
}

main().catch(fail);
