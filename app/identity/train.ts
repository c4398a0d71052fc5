import { writeFileSync } from "node:fs";
import { readMatchJob } from "./match-job.ts";
import { runMatchJob } from "./run-match-job.ts";

const USAGE =
  "npm run identity -- train --data FILE_OR_DIR --config MAPPING.json --out MODEL.json [--without COLUMN,…] [--seed N]";

/** Learns a match model from unlabelled records and writes it as a document. */
export async function trainCommand(args: string[]): Promise<number> {
  const { job, options } = readMatchJob(args, USAGE, ["out"]);
  const { model, records } = await runMatchJob(job);
  writeFileSync(options.out ?? "", `${JSON.stringify(model, null, 2)}\n`);
  console.log(`${options.out ?? ""}: model ${model.version} of ${String(records)} records`);
  return 0;
}
