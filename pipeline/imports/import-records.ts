import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../platform/clock.ts";
import { AppError } from "../../platform/errors.ts";
import type { ImportState, ImportsPort } from "../../subgraphs/events/index.ts";
import type { Accept } from "../acceptance/item.ts";
import type { FileRecord } from "./file-record.ts";
import { countResults, type CountedResult } from "./count-results.ts";
import type { NumberedItem } from "./records-to-items.ts";
import { isUnchanged, later, watermarkOf } from "./watermark.ts";

/** What importing is handed. */
export interface ImportWork {
  readonly records: AsyncIterable<FileRecord>;
  readonly toItems: (records: readonly FileRecord[]) => Promise<readonly NumberedItem[]>;
  readonly accept: Accept;
  readonly imports: Pick<ImportsPort, "save">;
  /** Whether to wait before more is taken in. */
  readonly isBusy: () => boolean;
  readonly clock: Clock;
  /** Ends the work behind the batch in hand; what was taken in stays so. */
  readonly signal: AbortSignal;
  /** The header of a table, once it was read. */
  readonly columns: () => readonly string[] | null;
}

const BATCH_RECORDS = 500;
const BATCH_BYTES = 1024 * 1024;
/** Batches side by side: while one is stored the next is read. */
const IN_FLIGHT = 3;
const SAVE_EVERY_MS = 500;
const WAIT_MS = 20;

/**
 * Takes the records of a file in, batch by batch, in order; memory stays the same whatever its size. How far it is is
 * kept twice a second, always behind what is durable: whoever goes on from there loses nothing, and what was taken in
 * since is known as duplicate.
 */
export async function importRecords(begun: ImportState, work: ImportWork): Promise<ImportState> {
  let state = begun;
  let savedAt = work.clock().getTime();
  const running: Promise<Taken>[] = [];
  let failed = false;
  const save = async (): Promise<void> => {
    savedAt = work.clock().getTime();
    if (!(await work.imports.save(state)))
      throw new AppError("CONFLICT", "id: this import is being worked by a later request.", {
        field: "id",
      });
  };
  const settle = async (): Promise<void> => {
    const first = await running.shift()?.catch((error: unknown) => {
      failed = true;
      throw error;
    });
    if (first === undefined) return;
    state = { ...fold(state, first), columns: work.columns(), updatedAt: work.clock() };
    if (work.clock().getTime() - savedAt >= SAVE_EVERY_MS) await save();
  };
  try {
    for await (const batch of inBatches(work.records)) {
      while (work.isBusy() && !work.signal.aborted) await sleep(WAIT_MS);
      if (work.signal.aborted)
        throw new AppError("UNAVAILABLE", "This process is ending; go on with the same id.", {
          retryable: true,
        });
      const taken = take(batch, state, work);
      // A failure is told of when its turn comes; until then nobody listens, and Node would end the process.
      taken.catch(() => undefined);
      running.push(taken);
      if (running.length >= IN_FLIGHT) await settle();
    }
    while (running.length > 0) await settle();
  } finally {
    // What is under way ends before anybody hears of a failure; what stands behind a failure is done once more.
    for (const one of running.splice(0)) {
      const taken = await one.catch(() => null);
      if (taken === null) failed = true;
      else if (!failed) state = fold(state, taken);
    }
    state = { ...state, columns: work.columns(), updatedAt: work.clock() };
    await save();
  }
  return state;
}

/** What became of one batch. */
interface Taken {
  readonly records: readonly FileRecord[];
  readonly unchanged: number;
  readonly results: readonly CountedResult[];
}

async function take(
  records: readonly FileRecord[],
  { source, watermark }: ImportState,
  { toItems, accept }: ImportWork,
): Promise<Taken> {
  const changed =
    watermark === null
      ? records
      : records.filter(
          ({ value }) => !isUnchanged(watermarkOf(value, watermark.column), watermark),
        );
  const items = await toItems(changed);
  const results =
    items.length === 0
      ? []
      : await accept(
          items.map(({ item }) => item),
          source,
        );
  const large = changed.filter(({ problem }) => problem?.code === "too_large");
  return {
    records,
    unchanged: records.length - changed.length,
    results: [
      ...results.map(({ outcome, error }, i) => ({
        outcome,
        error,
        number: items[i]?.number ?? 0,
      })),
      ...large.map(({ number, problem }) => ({
        outcome: "REJECTED" as const,
        error: { code: "too_large", message: problem?.message ?? "" },
        number,
      })),
    ],
  };
}

function fold(state: ImportState, { records, unchanged, results }: Taken): ImportState {
  const { watermark } = state;
  const seen =
    watermark === null
      ? null
      : records.reduce(
          (max, { value }) => later(max, watermarkOf(value, watermark.column)),
          watermark.seen,
        );
  return {
    ...state,
    ...countResults(state, results, unchanged),
    records: state.records + records.length,
    bytes: records.at(-1)?.end ?? state.bytes,
    watermark: watermark === null ? null : { ...watermark, seen },
  };
}

async function* inBatches(records: AsyncIterable<FileRecord>): AsyncGenerator<FileRecord[]> {
  let batch: FileRecord[] = [];
  let size = 0;
  let failure: { readonly error: unknown } | null = null;
  try {
    for await (const record of records) {
      batch.push(record);
      size += record.original.length;
      if (batch.length < BATCH_RECORDS && size < BATCH_BYTES) continue;
      yield batch;
      [batch, size] = [[], 0];
    }
  } catch (error) {
    failure = { error };
  }
  // What was read before the file turned out to be damaged is taken in, as its sender is told.
  if (batch.length > 0) yield batch;
  if (failure !== null) throw failure.error;
}
