import {
  MongoClient,
  MongoError,
  MongoNetworkError,
  MongoServerSelectionError,
  Timestamp,
  type ClientSession,
  type Db,
  type MongoClientOptions,
} from "mongodb";
import { AppError } from "./errors.ts";

/** A database on a replica set or sharded cluster, and the way to run several writes as one. */
export interface Database {
  readonly db: Db;
  readonly client: MongoClient;
  /**
   * Runs `work` as one transaction (snapshot reads, majority commit), again from its start while the server says that
   * a conflict was transient. `work` must have no effect but through the session.
   */
  transaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T>;
  /** The cluster's logical time: whatever is read from now on is at least as new. */
  clusterTime(): Promise<Timestamp>;
  close(): Promise<void>;
}

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
  try {
    const hello = await client.db("admin").command({ hello: 1 });
    if (hello["setName"] === undefined && hello["msg"] !== "isdbgrid")
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
  return {
    client,
    db: client.db(name),
    transaction: (work) =>
      client.withSession((session) =>
        session.withTransaction(() => work(session), {
          readConcern: { level: "snapshot" },
          writeConcern: { w: "majority" },
        }),
      ),
    clusterTime: () =>
      client.withSession(async (session) => {
        await client.db("admin").command({ ping: 1 }, { session });
        return session.operationTime ?? new Timestamp({ t: 0, i: 0 });
      }),
    close: () => client.close(),
  };
}

/** Duplicate key. */
const DUPLICATE = 11_000;

/** True where a write was refused because its key is taken. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoError && error.code === DUPLICATE;
}

/** Trouble with the database itself, which the same call may not meet again. */
export function isDatabaseDown(error: unknown): boolean {
  return error instanceof MongoNetworkError || error instanceof MongoServerSelectionError;
}
