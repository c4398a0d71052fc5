import { pino, type Logger } from "pino";

/** Structured log lines on standard error; standard output is for the person at the terminal. */
export type Log = Pick<Logger, "debug" | "info" | "warn" | "error">;

/** A logger that names the part it speaks for. Never log an identifier's value: log its key. */
export function createLog(part: string, level: string): Log {
  const options = { name: part, level, base: null, serializers: { err: describeError } };
  return pino(options, pino.destination({ fd: 2, sync: false }));
}

/** Says nothing: for what is run inside something that speaks for itself. */
export const silent: Log = pino({ level: "silent" });

/** What a line may say of an error: a driver's errors carry the documents that they are about, people's data included. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, codeName, cause } = error as { code?: unknown; codeName?: unknown } & Error;
  const isBulk = error.name === "MongoBulkWriteError";
  return {
    type: error.name,
    // That of a bulk write quotes the values of keys.
    ...(isBulk ? {} : { message: error.message, stack: error.stack }),
    ...(code === undefined ? {} : { code }),
    ...(codeName === undefined ? {} : { codeName }),
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
  };
}
