import type { SendPlan } from "./plan.ts";
import { openPost } from "./post-batch.ts";
import { sendOnTime } from "./send-on-time.ts";

/** The process that `start-sender.ts` starts: first it is told its plan, then that it may end. */
const stopped = new AbortController();
process.once("message", (plan: SendPlan) => {
  process.once("message", () => {
    stopped.abort();
  });
  const post = openPost(plan);
  sendOnTime(plan, post, stopped.signal).then(
    (sent) => process.send?.(sent, () => process.exit(0)),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
// Whoever started it is gone.
process.once("disconnect", () => process.exit(1));
