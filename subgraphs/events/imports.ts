import type { ImportState, WatermarkValue } from "./domain/import-state.ts";
import type { EventsStore, ImportDocument } from "./store.ts";

/** Where an import stands; null where nobody began it. */
export async function readImport(
  { imports }: EventsStore,
  source: string,
  id: string,
): Promise<ImportState | null> {
  const found = await imports.findOne({ _id: keyOf(source, id) });
  return found === null ? null : toState(found);
}

/** The newest imports of a source, without their columns: one may have as many as fit into a megabyte. */
export async function listImports(
  { imports }: EventsStore,
  source: string,
  limit: number,
): Promise<Omit<ImportState, "columns">[]> {
  const options = { sort: { startedAt: -1 }, limit, projection: { columns: 0 } } as const;
  return (await imports.find({ source }, options).toArray()).map(toState);
}

/** Takes an import over, or begins it; whoever had it before learns so with its next `saveImport`. */
export async function takeImport({ imports }: EventsStore, state: ImportState): Promise<void> {
  await imports.replaceOne({ _id: keyOf(state.source, state.id) }, toDocument(state), {
    upsert: true,
  });
}

/** Keeps how far an import is; false where another run has it now. */
export async function saveImport({ imports }: EventsStore, state: ImportState): Promise<boolean> {
  const { matchedCount } = await imports.replaceOne(
    { _id: keyOf(state.source, state.id), run: state.run },
    toDocument(state),
  );
  return matchedCount === 1;
}

/** The greatest value that an import of this table has finished with; null where there was none. */
export async function readWatermark(
  { watermarks }: EventsStore,
  source: string,
  table: string,
  column: string,
): Promise<WatermarkValue | null> {
  const found = await watermarks.findOne({ _id: [source, table, column].join("\n") });
  return found?.value ?? null;
}

/** Raises a watermark; it never sinks, in whatever order imports end. */
export async function raiseWatermark(
  { watermarks }: EventsStore,
  source: string,
  table: string,
  column: string,
  value: WatermarkValue,
): Promise<void> {
  await watermarks.updateOne(
    { _id: [source, table, column].join("\n") },
    { $max: { value } },
    { upsert: true },
  );
}

function keyOf(source: string, id: string): string {
  return `${source}\n${id}`;
}

// Names of columns and codes may be what a field's name may not.
function toDocument({ reasons, ...rest }: ImportState): Omit<ImportDocument, "_id"> {
  return { ...rest, reasons: JSON.stringify(reasons) };
}

function toState<T extends Pick<ImportDocument, "_id" | "reasons">>({ _id, reasons, ...rest }: T) {
  return { ...rest, reasons: JSON.parse(reasons) as ImportState["reasons"] };
}
