import { AppError } from "../platform/errors.ts";
import { createSubgraphServer } from "../platform/subgraph-server.ts";
import { fail } from "./fail.ts";
import { openProcess } from "./open-process.ts";
import { listen, untilStopped } from "./serve.ts";
import { SUBGRAPHS, type SubgraphName } from "./subgraphs.ts";

/** `npm run start:subgraph -- NAME`: one subgraph alone, for its gateway. */
async function main(): Promise<void> {
  const name = SUBGRAPHS.find(({ name: known }) => known === process.argv[2]);
  if (name === undefined)
    throw new AppError(
      "BAD_USER_INPUT",
      `NAME: must be one of ${SUBGRAPHS.map((one) => one.name).join(", ")}\nUsage: npm run start:subgraph -- NAME`,
    );
  const process_ = await openProcess(
    { ...process.env, PORT: process.env["PORT"] ?? name.port },
    "accept",
  );
  const { graph, keys, log, config, database } = process_;
  const { server, stop } = await createSubgraphServer<object>(pick(graph, name.name), {
    keys,
    clock: () => new Date(),
    log,
    ready: async () => {
      await database.db.command({ ping: 1 });
    },
  });
  const url = await listen(server, config);
  console.log(`subgraph ${name.name} ready at ${url}`);
  await untilStopped(async () => {
    await stop();
    await process_.close();
  });
}

function pick(graph: Awaited<ReturnType<typeof openProcess>>["graph"], name: SubgraphName) {
  return graph[name];
}

main().catch(fail);
