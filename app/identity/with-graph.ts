import { loadConfig } from "../config.ts";
import { openDatabase } from "../database.ts";
import type { Graph } from "../graph.ts";
import { openProcess } from "../open-process.ts";

/** Opens the graph of the configured database for a command, and closes it behind it. */
export async function withGraph<T>(work: (graph: Graph) => Promise<T>): Promise<T> {
  const config = loadConfig(process.env);
  const mongo = await openDatabase(config, process.env);
  try {
    const opened = await openProcess(
      { ...config, MONGODB_URI: mongo.uri },
      { onAccepted: null, scopeForm: "sealed" },
    );
    try {
      return await work(opened.graph);
    } finally {
      await opened.close();
    }
  } finally {
    await mongo.stop();
  }
}
