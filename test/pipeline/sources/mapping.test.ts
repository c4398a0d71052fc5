import { afterAll, describe, expect, it } from "@jest/globals";
import { createMapper } from "../../../pipeline/sources/mapping.ts";

const mapper = createMapper(400);
afterAll(() => {
  mapper.close();
});

const ROWS = `{
  "type": "identify", "messageId": "crm-" & id & "-" & version, "userId": id,
  "traits": { "email": $lowercase(mail) }
}`;

describe("a mapping", () => {
  it("makes an event of each record, in order", async () => {
    const mapping = mapper.compile(ROWS, "mapping");
    expect(
      await mapping.apply([
        { id: "1", version: 3, mail: "A@B.de" },
        { id: "2", version: 1 },
      ]),
    ).toEqual([
      {
        kind: "events",
        events: [
          { type: "identify", messageId: "crm-1-3", userId: "1", traits: { email: "a@b.de" } },
        ],
      },
      {
        kind: "events",
        events: [{ type: "identify", messageId: "crm-2-1", userId: "2", traits: {} }],
      },
    ]);
  });

  it("makes several events of one record, or none", async () => {
    const mapping = mapper.compile(
      `orders.{ "type": "track", "event": "Order", "userId": $$.id }`,
      "m",
    );
    const [two, none] = await mapping.apply([{ id: "u", orders: [{}, {}] }, { id: "u" }]);
    expect(two).toMatchObject({ events: [{ userId: "u" }, { userId: "u" }] });
    expect(none).toEqual({ kind: "events", events: [] });
  });

  it("says where an expression is wrong, when it is compiled", () => {
    expect(() => mapper.compile(`{ "type": `, "sources.3.options.mapping")).toThrow(
      /^sources\.3\.options\.mapping: is not JSONata: .* \(at character \d+\)$/,
    );
  });

  it.each([
    ["a loop without end", `($f := function() { $f() }; $f())`, /timeout/],
    ["recursion without end", `($f := function($n) { 1 + $f($n) }; $f(0))`, /overflow/],
    ["a list without end", `[1..9999999]`, /sequence length/],
    ["a regular expression that backtracks", `$match(text, /^(a+)+$/)`, /timed out/],
    [
      "a text that fills the memory",
      `[1..9000].$pad($string($), 1000000)`,
      /memory|longer|timeout/,
    ],
    ["text of the record as code", `$eval(code)`, /not there for mappings/],
    ["a function in the place of an event", `function($x) { $x }`, /no JSON/],
    ["the clock", `{ "messageId": $now() }`, /not there for mappings/],
    ["chance", `$random()`, /not there for mappings/],
  ])("is stopped at %s, and the next record is mapped", async (_, hostile, why) => {
    const record = { text: `${"a".repeat(40)}!`, code: "1+1" };
    const mapping = mapper.compile(`bad ? ${hostile} : { "ok": true }`, "mapping");
    const [first, second] = await mapping.apply([{ ...record, bad: true }, record]);
    expect(first).toEqual({ kind: "fault", problem: expect.stringMatching(why) });
    expect(second).toEqual({ kind: "events", events: [{ ok: true }] });
  });

  it("blames no record for what holds this process up", async () => {
    const mapping = mapper.compile(`{ "n": n, "text": text }`, "mapping");
    await mapping.apply([{}]);
    const text = "x".repeat(200);
    const records = Array.from({ length: 5_000 }, (_, n) => ({ n, text }));
    // Longer than a record may take, and while more answers come than the channel holds.
    for (const ms of [20, 60, 600])
      setTimeout(() => {
        setImmediate(() => {
          for (const until = performance.now() + 500; performance.now() < until;);
        });
      }, ms);
    const mapped = await mapping.apply(records);
    expect(mapped.filter(({ kind }) => kind === "fault")).toEqual([]);
    expect(mapped).toHaveLength(records.length);
  });

  it("can't reach what is behind the data", async () => {
    const mapping = mapper.compile(
      `{ "a": __proto__, "b": constructor, "c": $lookup($, "constructor").prototype, "d": toString }`,
      "mapping",
    );
    expect(await mapping.apply([{}])).toEqual([{ kind: "events", events: [{}] }]);
  });

  it("keeps jobs that are sent at once apart", async () => {
    const mapping = mapper.compile(`{ "n": n }`, "mapping");
    const answers = await Promise.all([1, 2, 3].map((n) => mapping.apply([{ n }])));
    expect(answers).toEqual([1, 2, 3].map((n) => [{ kind: "events", events: [{ n }] }]));
  });
});
