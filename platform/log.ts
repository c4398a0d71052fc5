import { pino, type Logger } from "pino";

/** Structured log lines on standard error; standard output is for the person at the terminal. */
export type Log = Pick<Logger, "debug" | "info" | "warn" | "error">;

/** A logger that names the part it speaks for. Never log an identifier's value: log its key. */
export function createLog(part: string, level: string): Log {
  return pino({ name: part, level, base: null }, pino.destination({ fd: 2, sync: false }));
}

/** Says nothing: for what is run inside something that speaks for itself. */
export const silent: Log = pino({ level: "silent" });
