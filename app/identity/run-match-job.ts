import { Worker } from "node:worker_threads";
import { SingleBar } from "cli-progress";
import { AppError } from "../../platform/errors.ts";
import type { MatchJob } from "./match-job.ts";
import type { MatchMessage } from "./match-thread.ts";

type Done = Extract<MatchMessage, { kind: "done" }>;

/** Runs a job in a thread of its own and shows on stderr how far it is. */
export async function runMatchJob(job: MatchJob): Promise<Done> {
  const bar = new SingleBar({
    format: "{bar} {percentage}% | {step} | {duration_formatted}",
    stream: process.stderr,
    noTTYOutput: true,
    notTTYSchedule: 2_000,
    hideCursor: true,
  });
  bar.start(100, 0, { step: "reading" });
  const worker = new Worker(new URL("./match-thread.ts", import.meta.url), {
    workerData: job,
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
