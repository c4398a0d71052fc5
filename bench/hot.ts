import type { Database } from "../platform/mongo.ts";
import type { Started } from "../test/support/start-process.ts";
import type { SendPlan } from "./arrivals/plan.ts";
import { probeVisible } from "./arrivals/probe-visible.ts";
import { startSender } from "./arrivals/start-sender.ts";
import { quantile, report } from "./figure.ts";

/** How many events one customer gets, how many of them a second, and how many a second all others get. */
export interface HotOptions {
  readonly events: number;
  readonly rate: number;
  readonly others: number;
}

/** As long as the others are alone, and beside a crowd. */
const SECONDS = 30;
const WARM_S = 5;
const PEOPLE = 5_000;

/** What the others see: waiting for acknowledgement, and until somebody new can be read; p99 in milliseconds. */
interface Seen {
  readonly acknowledged: number;
  readonly visible: number;
}

/**
 * Single events of many people at a steady rate: alone, then beside as many more events of a crowd, then beside as many
 * of one customer. What the last costs above the second is what being one customer's costs.
 */
export async function measureHot(
  product: Started,
  database: Database,
  { events, rate, others }: HotOptions,
): Promise<void> {
  const beside = (feed: SendPlan["feed"], name: string, seconds: number): SendPlan => ({
    url: product.url,
    name,
    feed,
    people: PEOPLE,
    phases: [{ rate, seconds }],
    lanes: 8,
    batch: 100,
  });
  const see = async (name: string, seconds: number, extra: SendPlan | null): Promise<Seen> => {
    const probe = probeVisible(product.url, name);
    const running = extra === null ? null : startSender(extra);
    const { sent } = startSender({
      url: product.url,
      name,
      feed: "visitors",
      people: PEOPLE,
      phases: [{ rate: others, seconds }],
      lanes: 64,
      batch: 1,
    });
    const { due, took } = await sent;
    const visible = await probe.stop();
    await running?.sent;
    await worked(database);
    const seen = {
      acknowledged: quantile(
        took.filter((_, n) => (due[n] ?? 0) >= WARM_S * 1_000),
        0.99,
      ),
      visible: quantile(visible.slice(WARM_S * 10), 0.99),
    };
    report(`hot.${name}.acknowledged.p99`, seen.acknowledged, "ms");
    report(`hot.${name}.visible.p99`, seen.visible, "ms");
    return seen;
  };
  await see("warm", WARM_S * 2, null);
  const alone = await see("alone", SECONDS, null);
  const crowd = await see("crowd", SECONDS, beside("visitors", "extra", SECONDS));
  const seconds = events / rate;
  const hot = await see("hot", seconds, beside("hot", "one", seconds));
  for (const what of ["acknowledged", "visible"] as const) {
    report(`hot.${what}.p99 ÷ alone`, hot[what] / alone[what], "ratio");
    report(`hot.${what}.p99 ÷ crowd`, hot[what] / crowd[what], "ratio");
  }
}

async function worked({ db }: Database): Promise<void> {
  while ((await db.collection("inbox").estimatedDocumentCount()) > 0)
    await new Promise((resolve) => setTimeout(resolve, 50));
}
