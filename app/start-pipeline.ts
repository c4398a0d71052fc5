import { createServer } from "node:http";
import { createIngestHandler, type Worker } from "../pipeline/index.ts";
import { createRecognise, loadClients } from "./clients.ts";
import { fail } from "./fail.ts";
import { busySeconds } from "./back-pressure.ts";
import { openProcess } from "./open-process.ts";
import { listen, untilStopped } from "./serve.ts";

/** `npm run start:pipeline`: the write API and a worker, as many such processes as are needed. */
async function main(): Promise<void> {
  const working: { worker?: Worker } = {};
  const opened = await openProcess(
    { ...process.env, PORT: process.env["PORT"] ?? "4010" },
    "work",
    (batch) => working.worker?.offer(batch),
  );
  const { config, policy, log, database, graph, wake } = opened;
  const { worker, upkeep } = graph.pipeline.start();
  working.worker = worker;
  await wake.listen(() => {
    worker.wake();
    upkeep.wake();
  });
  const recognise = createRecognise(loadClients(config.CLIENTS_FILE, policy));
  const ingest = createIngestHandler({
    accept: graph.pipeline.accept,
    authenticate: (headers) => recognise(headers).claims,
    busySeconds: () => busySeconds(worker.backlog()),
    log,
  });
  const server = createServer((request, response) => {
    void ingest(request, response).then(async (handled) => {
      if (handled) return;
      const ready = request.url === "/health/ready";
      const healthy = ready
        ? await database.db.command({ ping: 1 }).then(
            () => true,
            () => false,
          )
        : request.url === "/health/live";
      const status = healthy ? 200 : ready ? 503 : 404;
      response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
      response.end(JSON.stringify({ status: healthy ? "ok" : ready ? "not ready" : "not found" }));
    });
  });
  const url = await listen(server, config);
  console.log(`pipeline ready at ${url}/v1`);
  await untilStopped(async () => {
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeIdleConnections();
    });
    await Promise.all([worker.stop(), upkeep.stop()]);
    await opened.close();
  });
}

main().catch(fail);
