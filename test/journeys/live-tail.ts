import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "@jest/globals";
import { createClient } from "graphql-sse";
import { client } from "../support/client.ts";
import type { Story } from "./teller.ts";

const TAIL = `subscription ($filter: ReceivedFilter) {
  eventReceived(filter: $filter) {
    id outcome source type name messageId timestamp receivedAt error { code field }
    properties context maskedPaths dropped
    customer { id traits { key value } segments { segment { id } } }
  }
}`;

/** A message, as it came. */
interface Told {
  readonly data?: { readonly eventReceived: Readonly<Record<string, unknown>> } | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: object }[];
}

/** Listens by the client of the protocol's own authors. */
export function listen(url: string, token: string, filter: object, query = TAIL) {
  const sse = createClient({
    url: `${url}/graphql/stream`,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  const told: Told[] = [];
  const times: number[] = [];
  const over = new Promise<unknown>((resolve) => {
    sse.subscribe(
      { query, variables: { filter } },
      {
        next: (message) => {
          told.push(message as Told);
          times.push(performance.now());
        },
        error: resolve,
        complete: () => {
          resolve(null);
        },
      },
    );
  });
  const until = async (count: number): Promise<void> => {
    for (let i = 0; told.length < count && i < 400; i += 1) await sleep(10);
    if (told.length < count) throw new Error(`told ${JSON.stringify(told)}`);
  };
  return {
    told,
    times,
    over,
    until,
    stop: () => {
      sse.dispose();
    },
  };
}

/** What must hold of the live tail, whatever the topology; `whole` where one process judges everything. */
export function tellLiveTail(story: Story, whole: boolean): void {
  it("tells of what comes in within a second, completed by the other subgraphs, and masked", async () => {
    const source = `tail_${String(Date.now())}`;
    const tail = listen(story.graph(), "demo-admin", { sources: [source] });
    try {
      // Until the stream is open nothing is told: send until the first one is.
      const send = (events: readonly object[]) =>
        client(story.write(), "demo-admin").send(events, { "x-source": source });
      const event = (n: number, rest: object = {}): object => ({
        ...{ type: "track", event: "Tailed", messageId: `t${String(n)}`, userId: source },
        properties: { n, email: "ada@example.org" },
        ...rest,
      });
      let first = 0;
      while (tail.told.length === 0 && first < 100) {
        await send([event(first++)]);
        await sleep(50);
      }
      await tail.until(1);
      const before = tail.told.length;
      // Those sent meanwhile come after it, once their customer is known.
      await sleep(800);
      let settled = 0;
      let delay = Infinity;
      let last = 999;
      // Again while it is slow: the machine may be busy with something else.
      while (last < 1_004 && delay >= 1_000) {
        const started = performance.now();
        settled = tail.told.length;
        await send([event(++last)]);
        await tail.until(settled + 1);
        delay = (tail.times[settled] ?? Infinity) - started;
      }
      expect(before).toBeGreaterThan(0);
      expect(delay).toBeLessThan(1_000);
      expect(tail.told[settled]).toEqual({
        data: {
          eventReceived: {
            ...{ outcome: "ACCEPTED", source, type: "TRACK", name: "Tailed" },
            messageId: `t${String(last)}`,
            ...{ id: expect.any(String), error: null, context: {}, dropped: 0 },
            ...{ timestamp: expect.any(String), receivedAt: expect.any(String) },
            properties: { n: last, email: null },
            maskedPaths: ["properties.email"],
            customer: {
              id: expect.any(String),
              traits: expect.anything(),
              segments: expect.anything(),
            },
          },
        },
      });
      await send([event(1_000, { properties: { secret: 1 } }), event(1, { type: "shout" })]);
      await tail.until(settled + (whole ? 3 : 2));
      const outcomes = tail.told.slice(settled + 1).map(({ data }) => data?.eventReceived);
      expect(outcomes[0]).toMatchObject({
        ...{ outcome: "QUARANTINED", error: { code: "id_conflict" }, name: "Tailed" },
        ...{ properties: null, customer: null },
      });
      if (whole)
        expect(outcomes[1]).toMatchObject({
          ...{ outcome: "REJECTED", error: { code: "unknown_type", field: "type" }, type: null },
        });
    } finally {
      tail.stop();
    }
  });

  it("refuses who lacks the scope, free text of registered clients, and what is no subscription", async () => {
    const refused = listen(story.graph(), "demo-frontend", {});
    await refused.until(1);
    expect(refused.told).toMatchObject([{ errors: [{ extensions: { code: "FORBIDDEN" } }] }]);
    expect(await refused.over).toBeNull();
    expect(await listen(story.graph(), "demo-partner", {}).over).toMatchObject({
      message: expect.stringContaining("403"),
    });
    expect(await listen(story.graph(), "nobody", {}).over).toMatchObject({
      message: expect.stringContaining("401"),
    });
    for (const query of ["{ __typename }", "subscription { nothing }", "subscription {"]) {
      const wrong = listen(story.graph(), "demo-admin", {}, query);
      await wrong.until(1);
      expect(wrong.told[0]?.errors?.[0]?.extensions).toMatchObject({
        code: expect.stringMatching(/^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED)$/),
      });
    }
    const plain = await client(story.graph(), "demo-admin").query(TAIL);
    expect(plain.errors?.[0]?.message).toMatch(/text\/event-stream/);
  });

  it("lets a client have twenty streams and no more, and forgets those that are closed", async () => {
    const refused: unknown[] = [];
    const open = (count: number) =>
      Array.from({ length: count }, () => {
        const tail = listen(story.graph(), "demo-admin", {});
        void tail.over.then((why) => refused.push(why));
        return tail;
      });
    const tails = open(25);
    for (let i = 0; refused.length < 5 && i < 500; i += 1) await sleep(10);
    await sleep(100);
    expect(refused).toEqual(
      Array.from({ length: 5 }, () =>
        expect.objectContaining({ message: expect.stringContaining("429") }),
      ),
    );
    for (const tail of tails) tail.stop();
    await sleep(500);
    refused.length = 0;
    const again = open(1);
    await sleep(500);
    expect(refused).toEqual([]);
    for (const tail of again) tail.stop();
  });
}
