import type { Evaluation } from "../../subgraphs/identity/index.ts";
import { readMatchJob } from "./match-job.ts";
import { runMatchJob } from "./run-match-job.ts";

const USAGE =
  "npm run identity -- evaluate --data FILE_OR_DIR --config MAPPING.json --truth COLUMN [--without COLUMN,…] [--seed N]";

/** Learns without labels, resolves, and measures against the labels; the last line is one JSON document. */
export async function evaluateCommand(args: string[]): Promise<number> {
  const started = performance.now();
  const { job } = readMatchJob(args, USAGE, ["truth"]);
  const { records, model, evaluation } = await runMatchJob(job);
  if (evaluation === null) throw new TypeError("The worker was asked to measure and did not.");
  console.log(`Model ${model.version}, trained without labels`);
  report(evaluation);
  console.log(
    JSON.stringify({
      records,
      seconds: Math.round((performance.now() - started) / 100) / 10,
      pair: rounded(evaluation.pair),
      cluster: rounded(evaluation.cluster),
      overMergeRate: round(evaluation.overMergeRate),
    }),
  );
  return 0;
}

function report(it: Evaluation): void {
  const { precision, recall, f1 } = rounded(it.bCubed);
  console.log(
    `B-cubed: precision ${String(precision)}, recall ${String(recall)}, F1 ${String(f1)}; ` +
      `people resolved exactly: ${String(round(it.exactMatch))}; ` +
      `largest cluster ${String(it.largestCluster)}, largest person ${String(it.largestTrue)}`,
  );
  console.log(
    `Blocking: found ${String(round(it.blocking.pairCompleteness))} of ${String(it.truePairs)} true pairs, ` +
      `left out ${String(round(it.blocking.reductionRatio))} of all pairs`,
  );
  for (const { from, to, pairs, expected, observed } of it.calibration)
    if (pairs > 0)
      console.log(
        `Pairs scored ${String(from)}–${String(to)}: ${String(pairs)}, expected ${String(round(expected))}, ` +
          `observed ${String(round(observed))}`,
      );
}

function rounded(of: Evaluation["pair"]): Evaluation["pair"] {
  return { precision: round(of.precision), recall: round(of.recall), f1: round(of.f1) };
}

function round(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
