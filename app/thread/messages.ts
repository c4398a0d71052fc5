import type { NotedBatch } from "../../subgraphs/events/index.ts";
import type { Config } from "../config.ts";

/** What the thread of the work begins with. */
export interface WorkThreadData {
  /** Its wake-ups come as messages. */
  readonly config: Omit<Config, "REDIS_URL">;
  /** The events that the thread was handed so far, and those that it holds: see `COUNTS`. */
  readonly counts: Int32Array;
}

/** The places of the shared counts. */
export const COUNTS = { received: 0, held: 1 } as const;

/** What the thread is asked, and answers when it is so: the text is that of its figures, or empty. */
export type Question = "ready" | "idle" | "metrics" | "stop";

/** What the thread is told. */
export type ToThread =
  | { readonly kind: "offer"; readonly batch: NotedBatch }
  | { readonly kind: "wake" | "definition" }
  | { readonly kind: "ask"; readonly what: Question; readonly n: number };

/** What the thread answers. */
export interface FromThread {
  readonly n: number;
  readonly text: string;
}
