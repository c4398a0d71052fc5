import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient, MongoServerError, type Db } from "mongodb";

const WAIT_MS = 30_000;
const NOT_YET_INITIALIZED = 94;

/** Makes the node at a port a replica set by itself, once, and waits until it takes writes; throws when it `ended`. */
export async function becomePrimary(port: number, ended: AbortSignal): Promise<void> {
  const until = Date.now() + WAIT_MS;
  // By hand: the driver would look every half second only, and go on looking for a server that ended.
  while (!(await answers(port))) {
    ended.throwIfAborted();
    if (Date.now() > until) throw new Error("the server does not answer");
    await sleep(20);
  }
  const client = new MongoClient(`mongodb://127.0.0.1:${String(port)}/?directConnection=true`, {
    serverSelectionTimeoutMS: 5_000,
  });
  try {
    const admin = client.db("admin");
    await requireConfigured(admin, `127.0.0.1:${String(port)}`);
    while ((await admin.command({ hello: 1 }))["isWritablePrimary"] !== true) {
      ended.throwIfAborted();
      if (Date.now() > until) throw new Error("the server did not become primary");
      await sleep(20);
    }
  } finally {
    await client.close();
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
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
