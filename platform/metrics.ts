import { collectDefaultMetrics, Registry } from "prom-client";

/**
 * Where the parts of a process put their figures for Prometheus. A part makes its own with `registers: [metrics]`, and
 * names them `customer_graph_<part>_<what>_<unit>`. A label has a bounded number of values: never a person, never a
 * text that a sender chose without a limit on how many.
 */
export type Metrics = Registry;

/** No figures yet. */
export function createMetrics(): Metrics {
  return new Registry();
}

/** Adds what Node.js tells of its process: memory, CPU, event loop, garbage collection. Once a process. */
export function watchProcess(metrics: Metrics): void {
  collectDefaultMetrics({ register: metrics });
}
