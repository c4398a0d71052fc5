import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../errors.ts";
import { freePort } from "./free-port.ts";
import { guard } from "./guard.ts";
import { keepOwner, readOwner, requireFree } from "./owner.ts";
import { becomePrimary } from "./become-primary.ts";

/** Which server to run over which data. */
export interface MongodOptions {
  readonly binary: string;
  /** Made where it is not there; kept between starts. */
  readonly dataDir: string;
}

/** A replica set of one node, up and writable. */
export interface RunningMongod {
  readonly uri: string;
  readonly pid: number;
  /** Shuts it down cleanly. */
  stop(): Promise<void>;
}

const STOP_MS = 8_000;

/**
 * Starts a journaled replica set of one node on a loopback port, over data that is kept. It ends with this process,
 * however that ends. Throws `CONFLICT` where another process runs a server over the same data, naming it.
 */
export async function startMongod({ binary, dataDir }: MongodOptions): Promise<RunningMongod> {
  await mkdir(dataDir, { recursive: true });
  await requireFree(dataDir);
  const before = await readOwner(dataDir);
  // The same port as before where it can be had: the node knows itself by it.
  const port = await freePort(before?.port);
  const log = join(dataDir, "mongod.log");
  const child = spawn(
    binary,
    [
      ...["--replSet", "rs0", "--bind_ip", "127.0.0.1", "--port", String(port)],
      ...["--dbpath", dataDir, "--logpath", log, "--quiet", "--nounixsocket"],
      ...["--wiredTigerCacheSizeGB", "1", "--oplogSize", "512"],
      ...["--setParameter", "diagnosticDataCollectionEnabled=false"],
    ],
    // A process group of its own: Ctrl-C in the terminal is for the product, which stops it when all is written.
    { stdio: "ignore", detached: true },
  );
  const { pid } = child;
  if (pid === undefined) throw new AppError("UNAVAILABLE", "The MongoDB server could not be run.");
  const release = guard(pid);
  const ended = once(child, "exit").then(() => {
    throw new AppError("UNAVAILABLE", `The MongoDB server ended by itself; its log is ${log}.`);
  });
  ended.catch(() => undefined);
  try {
    await keepOwner(dataDir, { owner: process.pid, port });
    const uri = `mongodb://127.0.0.1:${String(port)}/?replicaSet=rs0&directConnection=true`;
    await Promise.race([becomePrimary(port), ended]);
    return {
      uri,
      pid,
      stop: async () => {
        await terminate(child);
        release();
      },
    };
  } catch (error) {
    await terminate(child);
    release();
    throw error;
  }
}

async function terminate(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await gone;
  clearTimeout(timer);
}
