import { basename } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "../../platform/errors.ts";
import { seededRandom } from "../../platform/random.ts";
import {
  fieldsOf,
  labelOf,
  learnFromRecords,
  type Evaluation,
  type MatchModel,
} from "../../subgraphs/identity/index.ts";
import type { MatchJob } from "./match-job.ts";
import { readTable, type Row } from "./read-table.ts";

/** What the worker tells while it works, and last. */
export type MatchMessage =
  | { readonly kind: "progress"; readonly step: string; readonly done: number }
  | { readonly kind: "refused"; readonly message: string }
  | {
      readonly kind: "done";
      readonly records: number;
      readonly model: MatchModel;
      readonly evaluation: Evaluation | null;
    };

/** Reads, learns and measures off the main thread. The labels are taken aside before anything is learned. */
async function work(job: MatchJob): Promise<MatchMessage> {
  const { mapping, truth } = job;
  const hidden = new Set(job.without);
  const fields = fieldsOf(mapping, hidden);
  const needed = [...fields.map(({ name }) => name), ...(truth === null ? [] : [truth])];
  const labels: string[] = [];
  const records: { record: Row; source: string }[] = [];
  for (const file of job.files) {
    const source = basename(file);
    for (const [i, row] of (await readTable(file, needed)).entries()) {
      if (truth !== null) {
        const label = labelOf(mapping, truth, row[truth] ?? "");
        if (label === null)
          throw new AppError(
            "BAD_USER_INPUT",
            `${source}: record ${String(i + 1)} has no label in ${truth}`,
          );
        labels.push(label);
      }
      records.push({
        record: Object.fromEntries(fields.map(({ name }) => [name, row[name] ?? ""])),
        source,
      });
    }
  }
  const random = seededRandom(String(job.seed));
  const learned = learnFromRecords(
    { fields, monthFirst: mapping.monthFirst },
    records,
    {
      seed: job.seed,
      random: () => random.next(),
      sourcesWithoutDuplicates: mapping.filesWithoutDuplicates,
    },
    (step, done) => {
      send({ kind: "progress", step, done });
    },
  );
  const evaluation = truth === null ? null : learned.evaluate(labels);
  return { kind: "done", records: records.length, model: learned.model, evaluation };
}

function send(message: MatchMessage): void {
  parentPort?.postMessage(message);
}

work(workerData as MatchJob).then(send, (error: unknown) => {
  if (!(error instanceof AppError)) throw error;
  send({ kind: "refused", message: error.message });
});
