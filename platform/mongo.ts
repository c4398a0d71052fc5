import {
  MongoBulkWriteError,
  MongoClient,
  MongoClientClosedError,
  MongoError,
  MongoNotConnectedError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
  WriteConcern,
  type WriteError,
  Timestamp,
  type AnyBulkWriteOperation,
  type Binary,
  type ClientSession,
  type Collection,
  type Db,
  type Document,
  type MongoClientOptions,
} from "mongodb";
import { AppError } from "./errors.ts";

/** A database on a replica set or sharded cluster, and the way to run several writes as one. */
export interface Database {
  /**
   * Its writes are progress unless their collection says otherwise: steps towards taking an event's mark off. Where one
   * server alone holds the data they need not wait for more: they stand in its journal before the removal of the mark.
   * Where there are others, a new primary may lack what the old one did and have the mark removed all the same, and
   * shards have an oplog each: there they wait for a majority. What a caller is told of waits always.
   */
  readonly db: Db;
  readonly client: MongoClient;
  /**
   * Runs `work` as one transaction (snapshot reads), again from its start while the server says that a conflict was
   * transient. It sees whatever was acknowledged before it began: a snapshot by itself is of what a majority has, and
   * progress need not have got there. `work` must have no effect but through the session. `told`: somebody is told of
   * the outcome, so the commit waits for a majority; `progress`: as for `db`.
   */
  transaction<T>(
    work: (session: ClientSession) => Promise<T>,
    kind?: "told" | "progress",
  ): Promise<T>;
  /** The cluster's logical time: whatever is read from now on is at least as new. */
  clusterTime(): Promise<Timestamp>;
  /**
   * Ends the transactions whose process is gone, and what they hold back with them; answers how many. The server would
   * wait for them to expire. One whose process lives after all (its connection broke) runs again.
   */
  endAbandoned(): Promise<number>;
  /**
   * The cluster's logical time, by the last command that `work` sends with the session; never less than what an earlier
   * one had. It takes the place of a command that asks for nothing but the time.
   */
  stamped<T>(
    work: (session: ClientSession) => Promise<T>,
  ): Promise<{ readonly found: T; readonly stamp: Timestamp }>;
  close(): Promise<void>;
}

/** Survives the loss of any node. */
export const MAJORITY = { w: "majority", journal: true } as const;

const DEFAULTS: MongoClientOptions = {
  retryWrites: true,
  retryReads: true,
  serverSelectionTimeoutMS: 5_000,
  socketTimeoutMS: 30_000,
  maxPoolSize: 50,
  ignoreUndefined: true,
  // Strings come as they were stored; values checked once on the way in need no second check.
  enableUtf8Validation: false,
};

/** Connects; throws `UNAVAILABLE` where nobody answers or what answers can't run transactions. */
export async function connect(
  uri: string,
  name?: string,
  options: MongoClientOptions = {},
): Promise<Database> {
  const client = new MongoClient(uri, { ...DEFAULTS, ...options });
  let isAlone = false;
  try {
    const hello = await client.db("admin").command({ hello: 1 });
    const isSharded = hello["msg"] === "isdbgrid";
    isAlone = !isSharded && membersOf(hello) === 1;
    if (hello["setName"] === undefined && !isSharded)
      throw new AppError(
        "UNAVAILABLE",
        "MONGODB_URI: the server is neither a replica set nor a sharded cluster; start it with --replSet.",
      );
  } catch (error) {
    await client.close();
    throw error instanceof AppError
      ? error
      : new AppError("UNAVAILABLE", "MONGODB_URI: no MongoDB server answers there.", {
          cause: error,
          retryable: true,
        });
  }
  const majority = new WriteConcern("majority", undefined, true);
  const progress = isAlone ? new WriteConcern(1) : majority;
  const timed = (session: ClientSession): Promise<unknown> =>
    client.db("admin").command({ ping: 1 }, { session });
  const stamped: Database["stamped"] = (work) =>
    client.withSession(async (session) => {
      const found = await work(session);
      return { found, stamp: session.operationTime ?? new Timestamp({ t: 0, i: 0 }) };
    });
  return {
    client,
    db: client.db(name, { writeConcern: progress }),
    transaction: (work, kind = "told") =>
      client.withSession(async (session) => {
        // The session knows the time from here on, and the driver asks for a snapshot that is no older.
        await timed(session);
        return session.withTransaction(() => work(session), {
          readConcern: { level: "snapshot" },
          writeConcern: kind === "told" ? majority : progress,
        });
      }),
    stamped,
    clusterTime: async () => (await stamped(timed)).stamp,
    endAbandoned: () => endAbandoned(client),
    close: () => client.close(),
  };
}

function membersOf(hello: Document): number {
  return ["hosts", "passives", "arbiters"]
    .map((kind) => (hello[kind] as readonly string[] | undefined)?.length ?? 0)
    .reduce((sum, count) => sum + count, 0);
}

interface CurrentOperation {
  readonly type: string;
  readonly connectionId?: number;
  readonly shard?: string;
  readonly lsid?: { readonly id: Binary };
}

// Those of one's own user alone are listed and ended, which takes no privilege. Behind a mongos all connections are the
// router's, so there nothing looks abandoned and the server's limit stands.
async function endAbandoned(client: MongoClient): Promise<number> {
  const admin = client.db("admin");
  const operations = await admin
    .aggregate<CurrentOperation>([
      { $currentOp: { idleConnections: true, idleSessions: true } },
      { $project: { type: 1, connectionId: 1, shard: 1, lsid: 1 } },
    ])
    .toArray();
  const connectionOf = ({ shard, connectionId }: CurrentOperation): string =>
    `${shard ?? ""} ${String(connectionId)}`;
  const isSession = ({ type }: CurrentOperation): boolean => type === "idleSession";
  const open = new Set(operations.filter((one) => !isSession(one)).map(connectionOf));
  const sessions = operations.flatMap((one) =>
    isSession(one) && one.lsid !== undefined && !open.has(connectionOf(one))
      ? [{ id: one.lsid.id }]
      : [],
  );
  if (sessions.length > 0) await admin.command({ killSessions: sessions });
  return sessions.length;
}

/** Duplicate key. */
const DUPLICATE = 11_000;

/** The server shuts down, or is the primary no more ("not writable primary" and "node is recovering" of the driver's specification). */
const NO_PRIMARY = new Set<unknown>([91, 189, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436]);

/**
 * True where no server was there to do it, or it went away meanwhile, or another one is about to be the primary: whatever
 * was asked for is not at fault. One that takes too long to answer is another matter.
 */
export function isOutage(error: unknown): boolean {
  // The driver wraps whatever kept a bulk write from being answered.
  const reason: unknown = error instanceof MongoBulkWriteError ? error.errorResponse : error;
  if (reason instanceof MongoNetworkTimeoutError) return false;
  if (reason instanceof MongoServerSelectionError || reason instanceof MongoNetworkError)
    return true;
  return error instanceof MongoServerError && NO_PRIMARY.has(error.code);
}

/** True where a write was refused because its key is taken. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoError && error.code === DUPLICATE;
}

/** The places of an unordered bulk write that were refused because their key is taken; throws whatever else failed. */
export function duplicatesOf(error: unknown): number[] {
  const failures = failuresOf(error);
  if (failures.length === 0 || failures.some(({ code }) => code !== DUPLICATE)) throw error;
  return failures.map(({ index }) => index);
}

/** What the server refused of a bulk write; nothing where the error is another one. */
function failuresOf(error: unknown): readonly WriteError[] {
  return error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
}

/**
 * Writes upserts in one command, and once more those whose key somebody took meanwhile: then the document is there.
 * Answers the refusal where a key was still taken the last time, which a filter that asks for more than the key may want;
 * null where all are written. Throws whatever else failed.
 */
export async function writeUpserts<T extends Document>(
  collection: Collection<T>,
  operations: readonly AnyBulkWriteOperation<T>[],
  attempts: number,
): Promise<Error | null> {
  let left = operations;
  let refusal: Error | null = null;
  for (let attempt = 1; attempt <= attempts && left.length > 0; attempt++)
    try {
      await collection.bulkWrite(left, { ordered: false });
      return null;
    } catch (error) {
      left = duplicatesOf(error).flatMap((place) => left[place] ?? []);
      refusal = error as MongoBulkWriteError;
    }
  return refusal;
}

/** A document would be larger than 16 MB: one that is written, or an answer's, as a change stream's. */
const OBJECT_TOO_LARGE = 10_334;
/** How the server refuses a write for that: as such, for what an update would make, for what an upsert would. */
const TOO_LARGE = new Set<unknown>([OBJECT_TOO_LARGE, 17_419, 17_420]);

/** Whether a write, or one of many, was refused because a document would have been larger than the server takes. */
export function isTooLarge(error: unknown): boolean {
  if (failuresOf(error).some(({ code }) => TOO_LARGE.has(code))) return true;
  return error instanceof MongoServerError && TOO_LARGE.has(error.code);
}

/** The places of an unordered bulk write that the server refused for good; throws where no answer came. */
export function refusedOf(error: unknown): number[] {
  const failures = failuresOf(error);
  if (failures.length === 0) throw error;
  return failures.map(({ index }) => index);
}

/** The server has no such place in its history, no longer has it, or cannot say what stands there. */
const NO_SUCH_PLACE = new Set<unknown>([260, 280, 286, OBJECT_TOO_LARGE]);

/** True where a change stream failed that can't be opened again from where it was, but from now. */
export function isPlaceLost(error: unknown): boolean {
  if (!(error instanceof MongoError)) return false;
  return NO_SUCH_PLACE.has(error.code) || error.hasErrorLabel("NonResumableChangeStreamError");
}

/** True where something failed because the client was closed: whoever did that is done with the database. */
export function isClosed(error: unknown): boolean {
  return error instanceof MongoClientClosedError || error instanceof MongoNotConnectedError;
}
