import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient, MongoServerError, type Db } from "mongodb";

const WAIT_MS = 30_000;
const NOT_YET_INITIALIZED = 94;

/** Makes the node at a port a replica set by itself, once, and waits until it takes writes. */
export async function becomePrimary(port: number): Promise<void> {
  const client = new MongoClient(`mongodb://127.0.0.1:${String(port)}/?directConnection=true`, {
    serverSelectionTimeoutMS: WAIT_MS,
  });
  try {
    const admin = client.db("admin");
    await requireConfigured(admin, `127.0.0.1:${String(port)}`);
    for (const until = Date.now() + WAIT_MS; Date.now() < until; await sleep(20)) {
      const { isWritablePrimary } = await admin.command({ hello: 1 });
      if (isWritablePrimary === true) return;
    }
    throw new Error("the server did not become primary");
  } finally {
    await client.close();
  }
}

interface Config {
  readonly members: readonly { readonly host: string }[];
}

// Where the port changed since the last start the node does not find itself in its own configuration.
async function requireConfigured(admin: Db, host: string): Promise<void> {
  try {
    const { config } = (await admin.command({ replSetGetConfig: 1 })) as { config: Config };
    if (config.members[0]?.host === host) return;
    const members = [{ ...config.members[0], host }];
    await admin.command({ replSetReconfig: { ...config, members }, force: true });
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== NOT_YET_INITIALIZED) throw error;
    await admin.command({ replSetInitiate: { _id: "rs0", members: [{ _id: 0, host }] } });
  }
}
