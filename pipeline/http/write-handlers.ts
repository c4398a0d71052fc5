import { createCorsHandler } from "./cors-handler.ts";
import { createIngestHandler, type IngestHandler } from "./ingest-handler.ts";
import { createSourceHandler, type SourceHandlerDependencies } from "./source-handler.ts";

/** The write API over HTTP, in the order in which its handlers are asked. */
export function createWriteHandlers(
  dependencies: SourceHandlerDependencies,
): readonly IngestHandler[] {
  return [
    createCorsHandler(dependencies.sources),
    createIngestHandler(dependencies),
    createSourceHandler(dependencies),
  ];
}
