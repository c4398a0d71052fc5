import { createWriteHandlers, type Sources, type WriteHandlers } from "../pipeline/index.ts";
import { systemClock } from "../platform/clock.ts";
import type { Recognise } from "./clients.ts";
import type { Config } from "./config.ts";
import type { OpenProcess } from "./open-process.ts";
import { createSenders } from "./senders.ts";
import type { HoldSmall } from "./heap.ts";

/** The handlers of the write API, the same in every topology. */
export function openWriteFront(
  { graph, sources, log }: Pick<OpenProcess, "graph" | "log"> & { readonly sources: Sources },
  recognise: Recognise,
  config: Pick<Config, "PUBLIC_URL">,
  holdSmall: HoldSmall,
): WriteHandlers {
  return createWriteHandlers({
    sources,
    accept: graph.pipeline.accept,
    authenticate: createSenders(recognise, sources),
    busySeconds: graph.pipeline.room.busySeconds,
    isBusy: graph.pipeline.room.isBusyForImports,
    imports: graph.events.imports,
    holdSmall,
    publicUrl: config.PUBLIC_URL ?? null,
    clock: systemClock,
    log,
  });
}
