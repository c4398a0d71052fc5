import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../errors.ts";
import { becomePrimary } from "./become-primary.ts";
import { freePort } from "./free-port.ts";
import { guard } from "./guard.ts";
import { keepOwner, readOwner, requireFree } from "./owner.ts";

/** Which server to run over which data. */
export interface MongodOptions {
  readonly binary: string;
  /** Made where it is not there; kept between starts. */
  readonly dataDir: string;
}

/** A replica set of one node, up and writable. */
export interface RunningMongod {
  /** By its loopback port. */
  readonly uri: string;
  /** By a Unix socket beside its data; null where there can be none. A command costs both sides a third less by it. */
  readonly socketUri: string | null;
  readonly pid: number;
  /** Shuts it down cleanly. */
  stop(): Promise<void>;
}

/**
 * How much of the cache may be changed and not yet written before it is, per cent: from `target` on by the server's own
 * threads, from `trigger` on by whoever writes. Its defaults are shares of half the machine's memory; of a cache as small
 * as ours they have pages that are written all the time written out again and again, which took over a quarter of the
 * server's processor time. What is not written out yet is in the journal (WiredTiger, "Cache and eviction tuning").
 */
const EVICTION =
  "eviction_dirty_target=20,eviction_dirty_trigger=40,eviction_updates_target=15,eviction_updates_trigger=30";

const STOP_MS = 8_000;
const SETTLE_MS = 3_000;
const LOOK_MS = 100;

/**
 * Starts a journaled replica set of one node on a loopback port, over data that is kept. It ends with this process,
 * however that ends. Throws `CONFLICT` where another process runs a server over the same data, naming it, and
 * `UNAVAILABLE` where the server does not run.
 */
export async function startMongod({ binary, dataDir }: MongodOptions): Promise<RunningMongod> {
  await mkdir(dataDir, { recursive: true });
  await requireFree(dataDir);
  const before = await readOwner(dataDir);
  // The same port as before where it can be had: the node knows itself by it.
  const port = await freePort(before?.port);
  const socket = socketIn(dataDir, port);
  const child = spawn(binary, argumentsFor(dataDir, port, socket !== null), {
    stdio: "ignore",
    // A process group of its own: Ctrl-C in the terminal is for the product, which stops it when all is written.
    detached: true,
  });
  const ended = new AbortController();
  for (const event of ["error", "exit"])
    child.once(event, () => {
      ended.abort();
    });
  const { pid } = child;
  if (pid === undefined) throw new AppError("UNAVAILABLE", "The MongoDB server could not be run.");
  const release = guard(pid);
  child.once("exit", release);
  try {
    await becomePrimary(port, ended.signal);
    await keepOwner(dataDir, { owner: process.pid, port });
  } catch (error) {
    const endedByItself = ended.signal.aborted;
    await terminate(child);
    if (endedByItself) await requireNoOther(dataDir);
    throw new AppError(
      "UNAVAILABLE",
      `The MongoDB server ${endedByItself ? "ended by itself" : "does not get ready"}; mongod.log beside its data tells why.`,
      { cause: error },
    );
  }
  const at = (host: string): string => `mongodb://${host}/?replicaSet=rs0&directConnection=true`;
  return {
    uri: at(`127.0.0.1:${String(port)}`),
    socketUri: socket && at(encodeURIComponent(socket)),
    pid,
    stop: () => terminate(child),
  };
}

/** The most bytes of a socket's path that every system takes (sun_path of unix(4) on macOS, and a zero). */
const LONGEST_SOCKET_PATH = 103;

/** The path of the server's socket, as it names it; null where the system has none, or takes no path so long. */
function socketIn(dataDir: string, port: number): string | null {
  const path = join(resolve(dataDir), `mongodb-${String(port)}.sock`);
  const isShort = Buffer.byteLength(path) <= LONGEST_SOCKET_PATH;
  return process.platform !== "win32" && isShort ? path : null;
}

function argumentsFor(dataDir: string, port: number, hasSocket: boolean): string[] {
  return [
    ...["--replSet", "rs0", "--bind_ip", "127.0.0.1", "--port", String(port)],
    ...(hasSocket ? ["--unixSocketPrefix", resolve(dataDir)] : ["--nounixsocket"]),
    ...["--dbpath", dataDir, "--wiredTigerCacheSizeGB", "1", "--oplogSize", "512"],
    ...["--wiredTigerEngineConfigString", EVICTION],
    ...["--logpath", join(dataDir, "mongod.log"), "--logappend", "--quiet"],
    ...["--setParameter", "diagnosticDataCollectionEnabled=false"],
    // Nothing reads the past: by its default the server keeps all that was overwritten or deleted for five minutes, and
    // whoever looks for waiting batches passes by every one that was done meanwhile.
    ...["--setParameter", "minSnapshotHistoryWindowInSeconds=0"],
    // What a killed process had open blocks others until it expires; the server's own default is a minute.
    ...["--setParameter", "transactionLifetimeLimitSeconds=5"],
  ];
}

// Of two that start at once the server lets one have the data, which says so a moment later: on a busy machine some seconds.
async function requireNoOther(dataDir: string): Promise<void> {
  const isLocked = (): boolean => existsSync(join(dataDir, "mongod.lock"));
  for (const until = Date.now() + SETTLE_MS; Date.now() < until && isLocked();) {
    await requireFree(dataDir);
    await sleep(LOOK_MS);
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
