import { setTimeout as sleep } from "node:timers/promises";
import { request } from "undici";

/** Asks how long after its acknowledgement somebody new can be read. */
export interface VisibleProbe {
  /** Ends it; the milliseconds from acknowledgement to the first read that knew the person, each. */
  stop(): Promise<number[]>;
}

const EVERY_MS = 100;
const LOOK_EVERY_MS = 15;
const MOST_A_LOOK = 100;
const PATIENCE_MS = 120_000;
const QUERY = "query ($by: [CustomerSelector!]!) { customers(by: $by) { id } }";

/** Ten times a second somebody new states an address, and all who are not known yet are asked for. */
export function probeVisible(url: string, name: string): VisibleProbe {
  const times: number[] = [];
  const open = new Map<string, number>();
  const stopped = new AbortController();
  const running: Promise<void>[] = [];
  const state = async (n: number): Promise<void> => {
    const person = `${name}-probe-${String(n)}`;
    const event = {
      type: "identify",
      messageId: person,
      userId: person,
      traits: { email: `${person}@example.org` },
    };
    for (;;) {
      const { statusCode } = await post(url, "/v1/batch", { batch: [event] });
      if (statusCode === 200) break;
      await sleep(EVERY_MS);
    }
    open.set(person, performance.now());
  };
  const sending = (async () => {
    for (let n = 0; !stopped.signal.aborted; n += 1) {
      running.push(state(n));
      await sleep(EVERY_MS);
    }
    await Promise.all(running);
  })();
  const looking = (async () => {
    while (!stopped.signal.aborted || open.size > 0) {
      await sleep(LOOK_EVERY_MS);
      const asked = [...open].slice(0, MOST_A_LOOK);
      if (asked.length === 0) continue;
      const by = asked.map(([value]) => ({ identifier: { namespace: "user_id", value } }));
      const { body } = await post(url, "/graphql", { query: QUERY, variables: { by } });
      const { customers } = (body as { data: { customers: (object | null)[] } }).data;
      const now = performance.now();
      for (const [i, [person, since]] of asked.entries()) {
        if (now - since > PATIENCE_MS) throw new Error(`${person} never became visible`);
        if (customers[i] === null) continue;
        times.push(now - since);
        open.delete(person);
      }
    }
  })();
  looking.catch(() => undefined);
  return {
    stop: async () => {
      stopped.abort();
      await sending;
      await looking;
      return times;
    },
  };
}

async function post(
  url: string,
  path: string,
  content: object,
): Promise<{ readonly statusCode: number; readonly body: unknown }> {
  const { statusCode, body } = await request(new URL(path, url), {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: "Bearer demo-admin",
      "x-source": "web",
    },
    body: JSON.stringify(content),
  });
  return { statusCode, body: await body.json() };
}
