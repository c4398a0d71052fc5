import { Worker } from "node:worker_threads";
import { SingleBar } from "cli-progress";
import { AppError } from "../../platform/errors.ts";
import type { MatchJob } from "./match-job.ts";
import type { MatchMessage } from "./match-worker.ts";

type Done = Extract<MatchMessage, { kind: "done" }>;

/** A worker does not inherit the loader of TypeScript: it registers its own, and then is the file. */
const BOOT = `const [loader, file] = process.argv.slice(2);
import(loader).then(({ register }) => { register(); return import(file); });`;

/** Runs a job in a worker thread and shows on stderr how far it is. */
export async function runMatchJob(job: MatchJob): Promise<Done> {
  const bar = new SingleBar({
    format: "{bar} {percentage}% | {step} | {duration_formatted}",
    stream: process.stderr,
    noTTYOutput: true,
    notTTYSchedule: 2_000,
    hideCursor: true,
  });
  bar.start(100, 0, { step: "reading" });
  const worker = new Worker(BOOT, {
    eval: true,
    workerData: job,
    argv: [import.meta.resolve("tsx/esm/api"), import.meta.resolve("./match-worker.ts")],
    execArgv: [],
  });
  try {
    return await new Promise<Done>((resolve, reject) => {
      worker.on("message", (message: MatchMessage) => {
        if (message.kind === "progress")
          bar.update(Math.round(message.done * 100), { step: message.step });
        else if (message.kind === "done") resolve(message);
        else reject(new AppError("BAD_USER_INPUT", message.message));
      });
      worker.on("error", reject);
      worker.on("exit", (code) => {
        reject(new Error(`The worker ended with ${String(code)} before it was done.`));
      });
    });
  } finally {
    bar.stop();
    await worker.terminate();
  }
}
