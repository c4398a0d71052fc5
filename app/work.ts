import type { Upkeep, Worker } from "../pipeline/index.ts";
import type { PendingBatch } from "../subgraphs/events/index.ts";
import type { Graph } from "./graph.ts";

/** The work of a process that does its own: what it is told of before the graph is there, it is told through this. */
export interface Work {
  readonly role: {
    readonly onAccepted: (batch: PendingBatch) => void;
    readonly onDefinition: () => void;
  };
  /** Starts the worker and the rounds by time over a graph. */
  start(graph: Pick<Graph, "pipeline">): { readonly worker: Worker; stop(): Promise<void> };
  /** Somebody else has left work. */
  wake(): void;
}

/** The graph tells its work of what comes in, and the work is made of the graph: this stands between them. */
export function createWork(): Work {
  let running: { readonly worker: Worker; readonly upkeep: Upkeep } | null = null;
  return {
    role: {
      onAccepted: (batch) => running?.worker.offer(batch),
      onDefinition: () => running?.upkeep.wake(),
    },
    start: ({ pipeline }) => {
      const { worker, upkeep, quality } = pipeline.start();
      running = { worker, upkeep };
      return {
        worker,
        stop: async () => {
          await Promise.all([worker.stop(), upkeep.stop(), quality.stop()]);
        },
      };
    },
    wake: () => {
      running?.worker.wake();
      running?.upkeep.wake();
    },
  };
}
