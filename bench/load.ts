import autocannon from "autocannon";

/** A request list: every connection walks it in an order of its own, so that none do the same at the same time. */
export interface LoadPlan {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds: number;
}

/** What a run showed. */
export interface LoadResult {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Runs a plan; throws where any answer was not a 200. */
export async function runLoad({ url, headers, bodies, ...plan }: LoadPlan): Promise<LoadResult> {
  let connection = 0;
  const result = await autocannon({
    url,
    connections: plan.connections,
    duration: plan.seconds,
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    setupClient: (client) => {
      connection += 1;
      client.setRequests(shuffled(bodies, connection).map((body) => ({ body })));
    },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${String(result.non2xx)} refused, ${String(result.errors)} failed`);
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

/** Another order for each seed, the same at every run. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed * 2_654_435_761;
  const order = items.map((item) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return { item, rank: state };
  });
  return order.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}
