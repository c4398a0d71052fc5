import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { generateFeed } from "../../../examples/feed/index.ts";
import { loadPolicy } from "../../../app/policy.ts";
import { createFindPii } from "../../../pipeline/pii/create-find-pii.ts";
import { recognise } from "../../../pipeline/pii/recognise.ts";
import { trackingPlanSchema } from "../../../pipeline/plans/tracking-plan.ts";
import { parseEvent } from "../../../pipeline/wire/parse-event.ts";

const plan = trackingPlanSchema.parse({
  name: "desk",
  version: 1,
  sources: ["desk"],
  pii: ["properties.comment", "properties.notes"],
  events: [{ type: "track" }],
});
const find = createFindPii({ labels: loadPolicy(undefined).labels, plans: [{ plan }] });

function notes(part: object, source = "web"): readonly string[] {
  const raw = { type: "track", event: "Asked", userId: "u", ...part };
  const parsed = parseEvent(raw, new Date());
  if (parsed.kind === "fault") throw new Error(parsed.fault.message);
  return find(parsed.event, source);
}

describe("what looks like somebody's", () => {
  it.each([
    ["write to ada@example.org, please", "an e-mail address"],
    ["https://shop.example/?mail=ada%40example.org&x=1", "an e-mail address"],
    ["my card is 4111 1111 1111 1111", "a payment card number"],
    ["5555555555554444", "a payment card number"],
    ["3782-822463-10005", "a payment card number"],
    ["DE89 3704 0044 0532 0130 00", "an IBAN"],
    ["refund to GB82WEST12345698765432", "an IBAN"],
    ["call +49 30 901820 after six", "a phone number"],
    ["0049 171 7299834", "a phone number"],
    ["SSN 536-90-4399", "a national id number"],
    ["RSSMRA85T10A562S", "a national id number"],
  ])("%s: %s", (text, what) => {
    expect(recognise(text)).toBe(what);
  });

  it.each([
    "logo@2x.png",
    "react@18.3.1",
    "@ada on the board",
    "https://social.example/@ada",
    "520a06a7-b6a8-4d07-ad7b-3c174e61b7e4",
    "4111 1111 1111 1112",
    "order-4111111111111111",
    "1762300800000",
    "DE89 3704 0044 0532 0130 01",
    "RSSMRA85T10A562T",
    "000-12-3456",
    "Cj0K4111111111111111",
    "48.137154, 11.576124",
    "2026-05-01T12:00:00.000Z",
    "GA1.1.1819214873.1700000000",
    "0000000000000000",
  ])("%s is nobody's", (text) => {
    expect(recognise(text)).toBeNull();
  });

  it("is found among any other words, as long as it stands by itself", () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const personal = fc.constantFrom("ada@example.org", "4111111111111111", "+4930901820");
    fc.assert(
      fc.property(fc.array(word), personal, fc.array(word), (before, one, after) => {
        expect(recognise([...before, one, ...after].join(" "))).not.toBeNull();
      }),
    );
  });
});

describe("personal data out of place", () => {
  it("is named by field and kind, never by value", () => {
    const found = notes({
      properties: {
        comment: "I am ada@example.org",
        list: [{ note: "+4930901820" }, "4111111111111111"],
      },
      context: { page: { url: "https://a.example/?m=ada%40example.org" } },
    });
    expect(found).toEqual([
      "properties.comment: looks like an e-mail address; label the field, or do not send it",
      "properties.list.note: looks like a phone number; label the field, or do not send it",
      "properties.list[]: looks like a payment card number; label the field, or do not send it",
      "context.page.url: looks like an e-mail address; label the field, or do not send it",
    ]);
    expect(found.join()).not.toMatch(/ada|4930|4111/);
  });

  it("is expected under a label, where identity reads, and where the plan says so", () => {
    const properties = { email: "ada@example.org", comment: "ada@example.org", notes: ["a@b.de"] };
    const context = { traits: { x: "ada@example.org" }, device: { id: "4111111111111111" } };
    expect(notes({ properties, context }, "desk")).toEqual([]);
    expect(notes({ properties: { address: { line: "ada@example.org" } } })).toEqual([]);
    expect(notes({ properties }, "web")).toHaveLength(2);
  });

  it("is not seen in the sample feed, which has none", () => {
    const { records } = generateFeed({ people: 300, seed: 7, until: new Date("2026-11-01") });
    let texts = 0;
    const count = (node: unknown): void => {
      if (typeof node === "string") texts += 1;
      else if (typeof node === "object" && node !== null) Object.values(node).forEach(count);
    };
    const found = records.flatMap(({ source, event }) => {
      const parsed = parseEvent(event, new Date("2026-11-02"));
      if (parsed.kind === "fault") return [];
      count(parsed.event.properties);
      return find(parsed.event, source);
    });
    expect(texts).toBeGreaterThan(20_000);
    expect(found).toEqual([]);
  });
});
