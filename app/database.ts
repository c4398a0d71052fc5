import { join } from "node:path";
import { provideMongod, startMongod } from "../platform/mongod/index.ts";
import type { Config } from "./config.ts";

/** A database server, ours or somebody else's. */
export interface OpenDatabase {
  readonly uri: string;
  /** Where it came from, for a person. */
  readonly from: string;
  stop(): Promise<void>;
}

/** The server that `MONGODB_URI` names; without one, an embedded server over `DATA_DIR`. */
export async function openDatabase(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<OpenDatabase> {
  if (config.MONGODB_URI !== undefined)
    return { uri: config.MONGODB_URI, from: "as MONGODB_URI says", stop: () => Promise.resolve() };
  const { path, from } = await provideMongod(environment, (message) => {
    console.log(message);
  });
  const { uri, socketUri, stop } = await startMongod({
    binary: path,
    dataDir: join(config.DATA_DIR, "mongo"),
  });
  return {
    uri: socketUri ?? uri,
    from: `embedded, data in ${config.DATA_DIR} (server: ${from})`,
    stop,
  };
}
