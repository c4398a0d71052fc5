import { loadConfig } from "../app/config.ts";
import { openProcess, type OpenProcess } from "../app/open-process.ts";
import { createWork } from "../app/work.ts";
import type { Worker } from "../pipeline/index.ts";
import { start } from "../test/support/start-process.ts";
import { quantile, report } from "./figure.ts";
import { runLoad } from "./load.ts";
import { HEADERS } from "./subjects.ts";

const KNOWN = 5_000;
const BATCH = 100;
const LANES = 16;
const KIOSK = "shared-kiosk-device-1";
const QUERY = "query ($by: CustomerSelector!) { customer(by: $by) { id } }";

/**
 * Resolves by a known identifier, through the port and through the graph; and a value on as many people as are asked
 * for, through the write path: what an event that names it costs, against one that doesn't.
 */
export async function measureIdentity(
  environment: Readonly<Record<string, string>>,
  { seconds, shared }: { readonly seconds: number; readonly shared: number },
): Promise<void> {
  const settings = { ...environment, MONGODB_DATABASE: "bench_identity", SAMPLE_FEED: "off" };
  const working = createWork();
  const opened = await openProcess(loadConfig(settings), { ...working.role, scopeForm: "sealed" });
  const { worker, stop } = working.start(opened.graph);
  try {
    await send(opened, worker, KNOWN, (i) => ({ userId: `user-${String(i)}` }));
    await measureFind(opened, seconds);
    await measureShared(opened, worker, shared);
    await stop();
    const product = await start(["app/start.ts"], { ...settings, PORT: "0" });
    try {
      await measureQuery(product.url, seconds);
    } finally {
      await product.stop();
    }
  } finally {
    await stop();
    await opened.database.db.dropDatabase();
    await opened.close();
  }
}

async function measureFind({ graph }: OpenProcess, seconds: number): Promise<void> {
  const times: number[] = [];
  const began = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() - began < seconds * 1_000) {
      next += 1;
      const value = `user-${String((next * 37) % KNOWN)}`;
      const at = performance.now();
      const [found] = await graph.identity.find([{ identifier: { namespace: "user_id", value } }]);
      times.push(performance.now() - at);
      if (found === null || found === undefined) throw new Error(`${value} is not found`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  report("identity.find", (times.length / (performance.now() - began)) * 1_000, "resolves/s");
  reportQuantiles("identity.find", times);
}

/** At full load, then with two connections: latency at saturation says how many wait, not how long it takes. */
async function measureQuery(url: string, seconds: number): Promise<void> {
  const bodies = Array.from({ length: KNOWN }, (_, i) =>
    JSON.stringify({
      query: QUERY,
      variables: { by: { identifier: { namespace: "user_id", value: `user-${String(i)}` } } },
    }),
  );
  const plan = { url: `${url}/graphql`, headers: HEADERS, bodies };
  await runLoad({ ...plan, connections: LANES, seconds: 2 });
  const full = await runLoad({ ...plan, connections: LANES, seconds });
  report("identity.query", full.perSecond, "resolves/s");
  const moderate = await runLoad({ ...plan, connections: 2, seconds });
  report("identity.query.moderate", moderate.perSecond, "resolves/s");
  report("identity.query.moderate.p50", moderate.p50, "ms");
  report("identity.query.moderate.p99", moderate.p99, "ms");
}

async function measureShared(opened: OpenProcess, worker: Worker, shared: number): Promise<void> {
  const named = (i: number): object => ({
    userId: `visitor-${String(i)}`,
    context: { device: { id: KIOSK } },
  });
  const began = performance.now();
  await send(opened, worker, shared, named);
  report("identity.shared.load", (shared / (performance.now() - began)) * 1_000, "events/s");
  const found = await opened.database.db
    .collection<{ generic?: true; ns: string }>("identifiers")
    .find({ ns: "device_id" })
    .toArray();
  report("identity.shared.quarantined", found.filter(({ generic }) => generic).length, "values");
  const normal: number[] = [];
  const hot: number[] = [];
  // In turns, so that what the machine does meanwhile hits both alike.
  for (let i = 0; i < 1_000; i += 1) {
    const fresh = (kind: string): string => `${kind}-${String(i)}`;
    normal.push(
      await timed(opened, worker, {
        userId: fresh("normal"),
        context: { device: { id: `device-of-${String(i)}-alone` } },
      }),
    );
    hot.push(
      await timed(opened, worker, { userId: fresh("hot"), context: { device: { id: KIOSK } } }),
    );
  }
  reportQuantiles("identity.shared.normal", normal);
  reportQuantiles("identity.shared.hot", hot);
  report("identity.shared.hot/normal.p99", quantile(hot, 0.99) / quantile(normal, 0.99), "ratio");
}

/** From an event's arrival until customers and segments know of it. */
async function timed({ graph }: OpenProcess, worker: Worker, who: object): Promise<number> {
  const at = performance.now();
  await graph.pipeline.accept([{ raw: toEvent(who) }], "bench");
  await worker.idle();
  return performance.now() - at;
}

async function send(
  { graph }: OpenProcess,
  worker: Worker,
  count: number,
  who: (i: number) => object,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const at = next;
      next += BATCH;
      while (worker.backlog() > 5_000) await new Promise((resolve) => setTimeout(resolve, 2));
      const size = Math.min(BATCH, count - at);
      await graph.pipeline.accept(
        Array.from({ length: size }, (_, i) => ({ raw: toEvent(who(at + i)) })),
        "bench",
      );
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await worker.idle();
}

let sent = 0;
function toEvent(who: object): object {
  sent += 1;
  return { type: "track", event: "Seen", messageId: `bench-${String(sent)}`, ...who };
}

function reportQuantiles(name: string, times: readonly number[]): void {
  report(`${name}.p50`, quantile(times, 0.5), "ms");
  report(`${name}.p99`, quantile(times, 0.99), "ms");
}
