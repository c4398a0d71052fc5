import { setTimeout as sleep } from "node:timers/promises";
import { MongoError, type ClientSession } from "mongodb";
import { AppError } from "../../../platform/errors.ts";
import { isDuplicateKey, type Database } from "../../../platform/mongo.ts";

const MOST_ATTEMPTS = 60;
const MOST_REPEATS = 20;
const JITTER_MS = 10;
/** The pause grows up to so many times the first. */
const LONGEST = 20;

/**
 * Runs a transaction, as a whole and from its start, again where it met another: bounded, and after a pause that grows
 * and varies. Throws `UNAVAILABLE`, retryable, where it meets others all the time; who works events leaves them for
 * later then.
 */
export async function repeating<T>(
  database: Pick<Database, "transaction">,
  work: (session: ClientSession) => Promise<T>,
  kind: "told" | "progress",
): Promise<T> {
  let attempts = 0;
  for (let repeats = 1; ; repeats += 1)
    try {
      return await database.transaction(async (session) => {
        attempts += 1;
        if (attempts > MOST_ATTEMPTS) throw busy();
        // The driver tries again at once; who met another should not meet them again.
        if (attempts > 1) await sleep(Math.random() * JITTER_MS * Math.min(attempts, LONGEST));
        return await work(session);
      }, kind);
    } catch (error) {
      // Two that create the same identifier collide on its key, which the driver does not hold for transient.
      const isTransient =
        error instanceof MongoError && error.hasErrorLabel("TransientTransactionError");
      if (!isDuplicateKey(error) && !isTransient) throw error;
      if (repeats >= MOST_REPEATS) throw busy(error);
      await sleep(Math.random() * JITTER_MS * Math.min(repeats, LONGEST));
    }
}

function busy(cause?: unknown): AppError {
  return new AppError(
    "UNAVAILABLE",
    "The same people are being resolved elsewhere; send it again.",
    { retryable: true, cause },
  );
}
