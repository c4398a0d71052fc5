import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { WORK_FIGURES, type WorkedElsewhere } from "../../pipeline/index.ts";
import type { NotedBatch } from "../../subgraphs/events/index.ts";
import type { OpenProcess } from "../open-process.ts";
import {
  COUNTS,
  type FromThread,
  type Question,
  type ToThread,
  type WorkThreadData,
} from "./messages.ts";

/** The work of a process, in a thread beside it: nobody who sends or reads waits while it computes. */
export interface WorkThread {
  readonly role: {
    readonly onAccepted: (batch: NotedBatch) => void;
    readonly onDefinition: () => void;
    readonly workedBy: WorkedElsewhere;
  };
  /** Starts it over an open process, and resolves once it loads; what was accepted before is left to whoever looks. */
  start(opened: Pick<OpenProcess, "config" | "metrics">): Promise<void>;
  /** Resolves when it has loaded, and works. */
  ready(): Promise<void>;
  /** Somebody else has left work. */
  wake(): void;
  /** Resolves when all that was accepted here is done. */
  idle(): Promise<void>;
  /** The figures of the work, in the text format of Prometheus. */
  metrics(): Promise<string>;
  /** Finishes what is in hand; the rest keeps its note. */
  stop(): Promise<void>;
}

/** What short-lived objects may take before they are looked at: much lives as long as a batch is worked. */
const YOUNG_MB = 64;

/**
 * Makes the work of a process; it runs from `start` on. It shares nothing with the process but a few counts: it has its
 * own connection, and whatever it must know stands in the database, as for a worker of another process.
 */
export function createWorkThread(): WorkThread {
  const counts = new Int32Array(new SharedArrayBuffer(8));
  const asked = new Map<number, (text: string) => void>();
  let thread: Worker | null = null;
  let holder: string | null = null;
  let sent = 0;
  let questions = 0;

  const tell = (message: ToThread): void => {
    thread?.postMessage(message);
  };
  const ask = (what: Question): Promise<string> =>
    new Promise((resolve) => {
      if (thread === null) {
        resolve("");
        return;
      }
      const n = (questions += 1);
      asked.set(n, resolve);
      tell({ kind: "ask", what, n });
    });
  const backlog = (): number => {
    const received = Atomics.load(counts, COUNTS.received);
    return ((sent - received) | 0) + Atomics.load(counts, COUNTS.held);
  };

  return {
    role: {
      onAccepted: (batch) => {
        if (thread === null) return;
        sent += batch.size;
        tell({ kind: "offer", batch });
      },
      onDefinition: () => {
        tell({ kind: "definition" });
      },
      workedBy: { holder: () => holder, backlog },
    },
    start: async ({ config: { REDIS_URL: _wakes, ...config }, metrics }) => {
      for (const name of WORK_FIGURES) metrics.removeSingleMetric(name);
      thread = new Worker(new URL("./work-thread.ts", import.meta.url), {
        workerData: { config, counts } satisfies WorkThreadData,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
        // Its own script is all that it runs: what was preloaded into the process is not for it.
        execArgv: [],
      });
      thread.on("message", ({ n, text }: FromThread) => {
        asked.get(n)?.(text);
        asked.delete(n);
      });
      // A process without its worker would accept and never work: it ends as if it had failed itself.
      thread.on("error", (error) => {
        throw error;
      });
      await once(thread, "online");
    },
    ready: async () => {
      holder = await ask("ready");
    },
    wake: () => {
      tell({ kind: "wake" });
    },
    idle: async () => {
      await ask("idle");
    },
    metrics: () => ask("metrics"),
    stop: async () => {
      // What is still accepted is taken over by others, or at the next start.
      holder = null;
      await ask("stop");
      thread = null;
    },
  };
}
