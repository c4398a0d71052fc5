import { setPriority } from "node:os";
import process from "node:process";
import { parentPort, workerData } from "node:worker_threads";
import { WORK_FIGURES } from "../../pipeline/index.ts";
import { openProcess } from "../open-process.ts";
import { createWork } from "../work.ts";
import { COUNTS, type FromThread, type ToThread, type WorkThreadData } from "./messages.ts";

/** Where cores are short those who wait for an acknowledgement or a read come first. */
const NICE = 5;

/** The thread that works what its process accepts, over a connection of its own: `start-work-thread.ts` is its other end. */
async function main(): Promise<void> {
  process.setSourceMapsEnabled(true);
  // On Linux alone a priority is a thread's own (setpriority(2)).
  if (process.platform === "linux") setPriority(NICE);
  const { config, counts } = workerData as WorkThreadData;
  const working = createWork();
  const { graph, metrics, close } = await openProcess(config, {
    ...working.role,
    scopeForm: "sealed",
    isSecond: true,
    worksAgain: true,
  });
  const { worker, holder, stop } = working.start(graph, (held) => {
    Atomics.store(counts, COUNTS.held, held);
  });

  const answers = {
    ready: () => Promise.resolve(holder),
    idle: async () => {
      await worker.idle();
      return "";
    },
    metrics: async () => {
      const texts = WORK_FIGURES.map((name) => metrics.getSingleMetricAsString(name));
      return (await Promise.all(texts)).join("\n\n");
    },
    stop: async () => {
      await stop();
      await close();
      return "";
    },
  };
  parentPort?.on("message", (message: ToThread) => {
    switch (message.kind) {
      case "offer":
        worker.offer(message.batch);
        // Held first: an event that moves from one count to the other is never in neither.
        Atomics.add(counts, COUNTS.received, message.batch.size);
        break;
      case "wake":
        working.wake();
        break;
      case "definition":
        working.role.onDefinition();
        break;
      case "ask":
        void answers[message.what]().then((text) => {
          parentPort?.postMessage({ n: message.n, text } satisfies FromThread);
          if (message.what === "stop") parentPort?.close();
        });
    }
  });
}

await main();
