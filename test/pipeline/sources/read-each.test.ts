import { describe, expect, it } from "@jest/globals";
import { createMapper } from "../../../pipeline/sources/mapping.ts";
import { sourceKinds } from "../../../pipeline/sources/kinds.ts";
import { readEach } from "../../../pipeline/sources/read-each.ts";
import { identifiersOf } from "../../../pipeline/wire/identifiers.ts";
import { parseEvent } from "../../../pipeline/wire/parse-event.ts";
import { readItems } from "./read-body.ts";

const read = async (...given: Parameters<typeof readEach>) => (await readEach(...given)).flat();

describe("reading records one by one", () => {
  it("holds none of the others up where a reader cannot read one", async () => {
    const records = [1, 2, 3].map((n) => ({ value: { n }, original: `{"n":${String(n)}}` }));
    const items = await read(records, ({ n }) => {
      if (n === 2) throw new TypeError("it has no such member");
      return [{ type: "track", event: "e", userId: String(n) }];
    });
    expect(items.map(({ fault }) => fault?.code ?? null)).toEqual([null, "mapping_failed", null]);
    expect(items[1]).toMatchObject({ raw: { n: 2 }, original: '{"n":2}' });
    expect(items[1]?.fault?.message).not.toContain("member");
  });
});

describe("what is wrong with a record", () => {
  it("is said in few words, whatever it quotes", async () => {
    const long = "x".repeat(100_000);
    const records = [{ value: {}, original: "{}" }];
    const [item] = await read(records, () => `is a ${long}, not a contact`);
    expect(item?.fault?.message.length).toBeLessThan(300);
  });
});

/** By kind, a record that has a text where it is looked up, or is called so. */
const CALLED: Readonly<Record<string, (name: string) => object>> = {
  salesforce: (name) => ({
    payload: {
      ChangeEventHeader: { recordIds: ["1"], entityName: "Contact", changeType: "UPDATE" },
      [name]: 5,
      LastName: "Young",
    },
  }),
  hubspot: (name) => ({ "Record ID": "1", [name]: "x" }),
  shopify: (name) => ({
    id: 1,
    email_marketing_consent: { state: name, consent_updated_at: "2026-05-01T08:00:00Z" },
  }),
  pos: (name) => ({ id: "1", line_items: [], state: name }),
  sendgrid: (name) => ({ event: name, sg_event_id: "1", timestamp: 1_777_636_800 }),
  zendesk: (name) => ({ ticket_id: "1", event: name, requester_id: "5" }),
};

describe("names that every object of JavaScript has", () => {
  const names = ["constructor", "toString", "valueOf", "__proto__"];
  const kinds = sourceKinds(createMapper());

  it.each(Object.keys(CALLED))("are names like others to %s", async (kind) => {
    for (const name of names) {
      const found = kinds.find((one) => one.kind === kind);
      if (found === undefined) throw new Error(`there is no kind ${kind}`);
      const items = await readItems(found, CALLED[kind]?.(name));
      // What is looked up in an object by such a name is a function, and no JSON.
      expect(items).toEqual(JSON.parse(JSON.stringify(items)));
      for (const { raw, fault } of items)
        if (fault === undefined)
          expect(parseEvent(raw, new Date("2026-06-01T00:00:00Z")).kind).toBe("event");
        else expect(fault.message).not.toContain("cannot read");
    }
  });

  it("are namespaces like others", () => {
    const externalIds = names.map((type) => ({ type, id: "x" }));
    const parsed = parseEvent({ type: "identify", context: { externalIds } }, new Date());
    if (parsed.kind === "fault") throw new Error(parsed.fault.message);
    expect(identifiersOf(parsed.event).map(({ namespace }) => namespace)).toEqual(names);
  });
});
