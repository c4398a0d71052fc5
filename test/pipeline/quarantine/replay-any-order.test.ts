import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { bought, caller, everything, openShop, type Crash, type Shop } from "./shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop("replay_any_order");
});
afterAll(() => shop.close());

type Step =
  | { readonly do: "send"; readonly id: number; readonly ok: boolean; readonly again: boolean }
  | { readonly do: "fix" | "rename" | "wait" }
  | { readonly do: "replay"; readonly crash: Crash };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant("send" as const),
    id: fc.integer({ min: 0, max: 3 }),
    ok: fc.boolean(),
    again: fc.boolean(),
  }),
  fc.record({ do: fc.constantFrom("fix" as const, "rename" as const, "wait" as const) }),
  fc.record({
    do: fc.constant("replay" as const),
    crash: fc.constantFrom("none" as const, "before" as const, "after" as const),
  }),
);

describe("whatever is sent, patched, replayed and cut off, in any order", () => {
  it("ends with each content stored once or kept, and none lost", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
        await shop.empty();
        let next = 0;
        const sent: object[] = [];
        const wait = (): void => {
          shop.now = new Date(shop.now.getTime() + 31_000);
        };
        // Every patch makes other content: of one that a cut-off replay has stored, it would make a second event.
        let patches = 0;
        const fix = () => shop.patch({ properties: { ok: true, patch: patches++ } });
        const rename = async (): Promise<void> => {
          for (const { _id, fault } of await shop.entries())
            if (fault.code === "id_conflict")
              await shop.graph.events.quarantined.patch(
                [_id],
                { messageId: _id },
                { by: "x", at: shop.now },
              );
        };
        for (const one of steps)
          if (one.do === "send") {
            const fresh = bought(`m${String(one.id)}`, next++, one.ok);
            const event = one.again ? (sent[one.id % Math.max(sent.length, 1)] ?? fresh) : fresh;
            sent.push(event);
            const [result] = await shop.send(event);
            expect(["ACCEPTED", "DUPLICATE", "QUARANTINED"]).toContain(result?.outcome);
          } else if (one.do === "replay") {
            shop.crash = one.crash;
            await shop.replay(everything, caller).catch(() => undefined);
            shop.crash = "none";
          } else if (one.do === "fix") await fix();
          else if (one.do === "rename") await rename();
          else wait();

        const numbers = (list: readonly { properties: { n: number } }[]): number[] =>
          list.map(({ properties }) => properties.n).sort((a, b) => a - b);
        const expected = numbers([
          ...new Map(
            (sent as { properties: { n: number } }[]).map((e) => [e.properties.n, e]),
          ).values(),
        ]);
        // Nothing is lost at any time: each content that was sent is an event or an entry.
        const kept = (await shop.entries()).map(({ body }) => JSON.parse(body) as never);
        expect([...new Set(numbers([...(await shop.stored()), ...kept]))]).toEqual(expected);

        // Everything can be brought in: cut-off replays first, then what plans and ids keep out.
        for (let round = 0; round < 3; round += 1) {
          wait();
          await shop.replay(everything, caller);
          await fix();
          await rename();
        }
        wait();
        await shop.replay(everything, caller);
        const settled = await shop.entries();
        expect(settled.filter(({ state }) => state !== "REPLAYED")).toEqual([]);
        const events = await shop.stored();
        expect(numbers(events)).toEqual(expected);
        const byId = new Map(events.map((event) => [event._id, event.properties.n]));
        for (const { replayedAs, body } of settled)
          expect(byId.get(replayedAs ?? "")).toBe(
            (JSON.parse(body) as { properties: { n: number } }).properties.n,
          );
      }),
      { numRuns: Number(process.env["REPLAY_RUNS"] ?? 25) },
    );
  }, 600_000);
});
