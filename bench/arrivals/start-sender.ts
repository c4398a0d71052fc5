import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { SendPlan, Sent } from "./plan.ts";

/** A sender at work in a process of its own, so that it shares no event loop with what it measures. */
export interface Sender {
  /** Nothing more becomes due; what is due is sent to its end. */
  stop(): void;
  /** Resolves when everything that was due is acknowledged. */
  readonly sent: Promise<Sent>;
}

const SCRIPT = fileURLToPath(new URL("sender.ts", import.meta.url));

/** Starts a sender. */
export function startSender(plan: SendPlan): Sender {
  const child = fork(SCRIPT, { execArgv: ["--import", "tsx"], serialization: "advanced" });
  const failed = once(child, "exit").then(([code]) => {
    throw new Error(`the sender ended with ${String(code)} before its events did`);
  });
  const sent = Promise.race([once(child, "message").then(([one]) => one as Sent), failed]);
  sent.catch(() => undefined);
  failed.catch(() => undefined);
  child.send(plan);
  return {
    stop: () => {
      if (child.connected) child.send("stop");
    },
    sent,
  };
}
