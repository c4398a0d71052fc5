import { afterAll, describe, expect, it } from "@jest/globals";
import { apiKind } from "../../../pipeline/sources/api.ts";
import { createMapper } from "../../../pipeline/sources/mapping.ts";

const mapper = createMapper();
afterAll(() => {
  mapper.close();
});

const kind = apiKind(mapper);
const MAPPING = `rows.{
  "type": "track", "event": "Appointment " & $$.kind, "timestamp": at,
  "context": { "traits": { "email": mail } }
}`;
const record = (value: unknown) => ({ value, original: JSON.stringify(value) });

describe("an API source", () => {
  it("maps what comes, and gives every event an id that its record makes", async () => {
    const reader = kind.open({ mapping: MAPPING });
    const body = { kind: "Booked", rows: [{ at: "2026-05-01T10:00:00Z", mail: "a@b.de" }, {}] };
    const read = async () =>
      (await reader.read(reader.records(body).map(record), { headers: {} })).flat();
    const [first, second] = await read();
    expect(first).toEqual({
      raw: {
        type: "track",
        event: "Appointment Booked",
        messageId: expect.stringMatching(/^record-.{32}-0$/),
        timestamp: "2026-05-01T10:00:00Z",
        context: { traits: { email: "a@b.de" } },
      },
      original: JSON.stringify(body),
    });
    expect(second?.raw).toMatchObject({ messageId: expect.stringMatching(/-1$/) });
    expect(await read()).toEqual([first, second]);
  });

  it("gives such an id to what its mapping leaves without one too", async () => {
    const mapping = `{ "type": "track", "event": "e", "userId": id, "messageId": no }`;
    const reader = kind.open({ mapping });
    const body = [{ id: "u1", no: null }, { id: "u2", no: "" }, { id: "u3", no: "m-3" }, { id: 4 }];
    const items = (await reader.read(body.map(record), { headers: {} })).flat();
    const made = expect.stringMatching(/^record-.{32}-0$/);
    expect(items.map(({ raw }) => (raw as { messageId: unknown }).messageId)).toEqual([
      made,
      made,
      "m-3",
      made,
    ]);
  });

  it("puts a record aside once that would be kept with each of very many events", async () => {
    const reader = kind.open({ mapping: `$map([1..n], function($i) { { "userId": "u" & $i } })` });
    const body = [
      { n: 1_000, note: "short" },
      { n: 1_000, note: "x".repeat(5_000) },
      { n: 1, note: "x".repeat(5_000_000) },
    ];
    const items = (await reader.read(body.map(record), { headers: {} })).flat();
    const faults = items.flatMap(({ fault }) => fault?.message ?? []);
    expect(faults).toEqual([expect.stringContaining("gives 1000 events, which is too many")]);
    expect(items).toHaveLength(1_002);
  });

  it("puts a record that can't be mapped aside, as it came, and reads its neighbours", async () => {
    const reader = kind.open({ mapping: `{ "type": "identify", "userId": $uppercase(id) }` });
    const body = [{ id: "u1" }, { id: 7 }, { id: "u3" }];
    const items = (await reader.read(reader.records(body).map(record), { headers: {} })).flat();
    expect(items.map(({ fault }) => fault?.code ?? null)).toEqual([null, "mapping_failed", null]);
    expect(items[1]).toMatchObject({
      raw: { id: 7 },
      original: `{"id":7}`,
      fault: { message: expect.stringContaining("uppercase") },
    });
  });

  it.each([
    [{}, "options.mapping"],
    [{ mapping: "" }, "options.mapping"],
    [{ mapping: "{{{" }, "options.mapping: is not JSONata"],
    [{ mapping: "$", maping: "$" }, "maping"],
  ])("refuses the options %j, naming what is wrong", (options, names) => {
    expect(() => kind.open(options)).toThrow(names);
  });
});
