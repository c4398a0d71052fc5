import { createImportHandler, type ImportHandlerDependencies } from "./import-handler.ts";
import { createCorsHandler } from "./cors-handler.ts";
import { inBatches } from "./in-batches.ts";
import { createIngestHandler, type IngestHandler } from "./ingest-handler.ts";
import { createSettingsHandler } from "./settings-handler.ts";
import { createSourceHandler, type SourceHandlerDependencies } from "./source-handler.ts";

/** The write API over HTTP. */
export interface WriteHandlers {
  /** In the order in which they are asked. */
  readonly handlers: readonly IngestHandler[];
  /** Ends imports behind the batch in hand: their senders are told to go on later. */
  stop(): void;
}

/** Makes the handlers of the write API. */
export function createWriteHandlers(
  dependencies: SourceHandlerDependencies & Omit<ImportHandlerDependencies, "readerOf">,
): WriteHandlers {
  const { sources } = dependencies;
  const ofRecords = { ...dependencies, accept: inBatches(dependencies.accept) };
  const imports = createImportHandler({
    ...ofRecords,
    readerOf: (source) => sources.find(source)?.reader ?? null,
  });
  return {
    handlers: [
      createCorsHandler(sources),
      createSettingsHandler(dependencies),
      createIngestHandler(dependencies),
      createSourceHandler(ofRecords),
      imports.handle,
    ],
    stop: () => {
      imports.stop();
    },
  };
}
