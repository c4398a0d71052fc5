import type { ItemResult } from "../acceptance/item.ts";
import { readRecords, type FileRecord } from "./read-records.ts";

/** How far a load is. */
export interface LoadProgress {
  readonly records: number;
  readonly bytes: number;
}

/** What became of a file. */
export interface LoadSummary {
  readonly records: number;
  readonly outcomes: Readonly<Record<ItemResult["outcome"], number>>;
  /** Rejects and quarantined records by code, with the first line of each as an example. */
  readonly reasons: ReadonlyMap<string, { readonly count: number; readonly example: string }>;
}

/** Sends events and answers what became of each, in order. */
export type SendBatch = (
  events: readonly unknown[],
) => Promise<readonly Pick<ItemResult, "outcome" | "error">[]>;

const BATCH_ITEMS = 500;
/** Leaves room for what is around the events in a request of 500 KB. */
const BATCH_BYTES = 450 * 1024;

/** Streams a file into `send`, batch by batch: memory stays the same whatever the size of the file. */
export async function loadFile(
  path: string,
  send: SendBatch,
  onProgress: (progress: LoadProgress) => void,
): Promise<LoadSummary> {
  const outcomes = { ACCEPTED: 0, DUPLICATE: 0, QUARANTINED: 0, REJECTED: 0 };
  const reasons = new Map<string, { count: number; example: string }>();
  let records = 0;
  const note = (
    outcome: ItemResult["outcome"],
    line: number,
    code?: string,
    why?: string,
  ): void => {
    records += 1;
    outcomes[outcome] += 1;
    if (code === undefined) return;
    const known = reasons.get(code);
    if (known === undefined)
      reasons.set(code, { count: 1, example: `record ${String(line)}: ${why ?? code}` });
    else known.count += 1;
  };
  const flush = async (batch: readonly FileRecord[]): Promise<void> => {
    const results = await send(batch.map((record) => record.raw));
    results.forEach(({ outcome, error }, i) => {
      note(outcome, batch[i]?.line ?? 0, error?.code, error?.message);
    });
    onProgress({ records, bytes: batch.at(-1)?.bytes ?? 0 });
  };
  let batch: FileRecord[] = [];
  let size = 0;
  for await (const record of readRecords(path)) {
    if (record.problem !== null) {
      note("REJECTED", record.line, "invalid_json", record.problem);
      continue;
    }
    const bytes = Buffer.byteLength(JSON.stringify(record.raw));
    if (batch.length === BATCH_ITEMS || (size + bytes > BATCH_BYTES && batch.length > 0)) {
      await flush(batch);
      [batch, size] = [[], 0];
    }
    batch.push(record);
    size += bytes;
  }
  if (batch.length > 0) await flush(batch);
  return { records, outcomes, reasons };
}
