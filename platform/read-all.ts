import {
  MongoNetworkTimeoutError,
  MongoServerSelectionError,
  type ClientSession,
  type Collection,
  type Db,
  type Document,
  type Filter,
} from "mongodb";

/** What is read of documents, and within what. */
export interface FindAllOptions {
  readonly projection?: Document;
  readonly sort?: Document;
  readonly limit?: number;
  readonly session?: ClientSession | undefined;
}

/**
 * All documents that match, in one command whose reply is read as a whole. A cursor of the driver takes its replies apart
 * document by document, twice: where thousands of small ones are read that is more than half of what reading costs
 * (decision 51). What a reply has no room for (16 MB), and what failed, is asked of a cursor: it knows which router has
 * the rest, and what may be asked again.
 */
export async function findAll<T extends Document, Row = T>(
  collection: Collection<T>,
  filter: Filter<T>,
  { session, ...asked }: FindAllOptions = {},
): Promise<Row[]> {
  const command = { find: collection.collectionName, filter, ...asked, batchSize: ALL };
  return (
    (await firstReply<Row>(collection, command, session)) ??
    collection.find<Row & Document>(filter, { ...asked, ...within(session) }).toArray()
  );
}

/** Which of these ids have a document: by the keys alone. */
export async function thereAmong<T extends { _id: string }>(
  collection: Collection<T>,
  ids: readonly string[],
): Promise<Set<string>> {
  const filter = { _id: { $in: [...new Set(ids)] } } as Filter<T>;
  const found = await findAll(collection, filter, { projection: { _id: 1 } });
  return new Set(found.map(({ _id }) => _id));
}

/** All that a pipeline comes to, in the same way. */
export async function aggregateAll<Row extends Document>(
  collection: Pick<Collection, "collectionName" | "db" | "aggregate">,
  pipeline: readonly Document[],
  session?: ClientSession,
): Promise<Row[]> {
  const command = { aggregate: collection.collectionName, pipeline, cursor: { batchSize: ALL } };
  return (
    (await firstReply<Row>(collection, command, session)) ??
    collection.aggregate<Row>([...pipeline], within(session)).toArray()
  );
}

/** Hands over, one by one, what a pipeline over no collection (`$documents`) comes to: whoever asks need not hold all of it. */
export async function aggregateEach(
  db: Db,
  pipeline: readonly Document[],
  each: (row: Document) => void,
): Promise<void> {
  const command = { aggregate: 1, pipeline, cursor: { batchSize: HELD } };
  const rows = await firstReply<Document>(
    { db, collectionName: COLLECTIONLESS },
    command,
    undefined,
  );
  if (rows !== null) for (const row of rows) each(row);
  else for await (const row of db.aggregate([...pipeline], { batchSize: HELD })) each(row);
}

/** So many rows are held at a time. */
const HELD = 20_000;

/** What the server calls the cursor of such a pipeline by. */
const COLLECTIONLESS = "$cmd.aggregate";

/** More than a reply has room for. */
const ALL = 1_000_000;

interface CursorReply extends Document {
  readonly cursor: { readonly id: unknown; readonly firstBatch: unknown[] };
}

/** Nobody answers, or not in time: to ask again would take as long again. */
const HOPELESS = [MongoServerSelectionError, MongoNetworkTimeoutError];

/** Null where there is more than that, or where it failed. */
async function firstReply<Row>(
  { db, collectionName }: Pick<Collection, "collectionName" | "db">,
  command: Document,
  session: ClientSession | undefined,
): Promise<Row[] | null> {
  const reply = await db.command(command, within(session)).catch((error: unknown) => {
    if (session !== undefined || HOPELESS.some((kind) => error instanceof kind)) throw error;
    return null;
  });
  if (reply === null) return null;
  const { id, firstBatch } = (reply as CursorReply).cursor;
  if (Number(id) === 0) return firstBatch as Row[];
  await db.command({ killCursors: collectionName, cursors: [id] }, within(session));
  return null;
}

function within(session: ClientSession | undefined): { session?: ClientSession } {
  return session === undefined ? {} : { session };
}
