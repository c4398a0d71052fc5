import type { Started } from "../test/support/start-process.ts";
import type { Sent } from "./arrivals/plan.ts";
import { startSender } from "./arrivals/start-sender.ts";
import { quantile, report } from "./figure.ts";

/** How it begins, by shares of the rate: what V8 compiles by then would otherwise be a queue that is measured with the rest. */
const WARM = [
  { share: 0.25, seconds: 10 },
  { share: 0.5, seconds: 10 },
  { share: 1, seconds: 10 },
] as const;
const LANES = 128;
const PEOPLE = 5_000;

/** How single events arrive: so many a second, measured for so long after a warm-up. */
export interface SteadyOptions {
  readonly rate: number;
  readonly seconds: number;
}

/**
 * Sends single events at a fixed rate, whatever comes back, and measures from the instant that each was due to its
 * acknowledgement.
 */
export async function measureSteady(
  product: Started,
  { rate, seconds }: SteadyOptions,
): Promise<void> {
  const { sent } = startSender({
    url: product.url,
    name: "steady",
    feed: "visitors",
    people: PEOPLE,
    phases: [
      ...WARM.map((warm) => ({ rate: rate * warm.share, seconds: warm.seconds })),
      { rate, seconds },
    ],
    lanes: LANES,
    batch: 1,
  });
  const { due, took, busy, broken } = await sent;
  const warmMs = WARM.reduce((sum, warm) => sum + warm.seconds * 1_000, 0);
  const measured = took.filter((_, n) => (due[n] ?? 0) >= warmMs);
  report("steady.rate", measured.length / seconds, "events/s");
  reportTook("steady.acknowledged", measured);
  report("steady.429", busy, "answers");
  report("steady.broken", broken, "answers");
}

/** The quantiles of how long acknowledgements took. */
function reportTook(name: string, took: Sent["took"]): void {
  for (const [what, share] of [
    ["p50", 0.5],
    ["p99", 0.99],
    ["p99.9", 0.999],
    ["most", 1],
  ] as const)
    report(`${name}.${what}`, quantile(took, share), "ms");
}
