import type { Upkeep, Worker } from "../pipeline/index.ts";
import type { NotedBatch } from "../subgraphs/events/index.ts";
import type { Graph } from "./graph.ts";

/** The work of a process that does its own: what it is told of before the graph is there, it is told through this. */
export interface Work {
  readonly role: {
    readonly onAccepted: (batch: NotedBatch) => void;
    readonly onDefinition: () => void;
  };
  /** Starts the worker and the rounds by time over a graph. */
  start(graph: Pick<Graph, "pipeline">, onHeld?: (held: number) => void): RunningWork;
  /** Somebody else has left work. */
  wake(): void;
}

/** The work, begun. */
export interface RunningWork {
  readonly worker: Worker;
  /** The lease of the worker. */
  readonly holder: string;
  stop(): Promise<void>;
}

/** The graph tells its work of what comes in, and the work is made of the graph: this stands between them. */
export function createWork(): Work {
  let running: { readonly worker: Worker; readonly upkeep: Upkeep } | null = null;
  return {
    role: {
      onAccepted: (batch) => running?.worker.offer(batch),
      onDefinition: () => running?.upkeep.wake(),
    },
    start: ({ pipeline }, onHeld) => {
      const { worker, upkeep, quality, holder } = pipeline.start(onHeld);
      running = { worker, upkeep };
      return {
        worker,
        holder,
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
