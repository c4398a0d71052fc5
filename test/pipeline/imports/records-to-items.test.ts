import { describe, expect, it } from "@jest/globals";
import { recordsToItems } from "../../../pipeline/imports/records-to-items.ts";
import { apiKind } from "../../../pipeline/sources/api.ts";
import { createMapper } from "../../../pipeline/sources/mapping.ts";
import { sdkKind } from "../../../pipeline/sources/sdk.ts";
import { sendgridKind } from "../../../pipeline/sources/sendgrid.ts";
import type { SourceReader } from "../../../pipeline/sources/source-kind.ts";
import { tableKind } from "../../../pipeline/sources/table.ts";

type Plain = Record<string, unknown>;

function itemsOf(values: readonly unknown[], reader: SourceReader) {
  const records = values.map((value, i) => ({
    number: i + 1,
    end: 0,
    value,
    original: JSON.stringify(value),
    problem: null,
  }));
  return recordsToItems(records, "ndjson", reader);
}

const table = tableKind.open({});
const calls: Plain[] = [
  { type: "identify", userId: "u", traits: { plan: "plus" } },
  { type: "identify", context: { externalIds: [{ type: "crm_id", id: "C-1" }] } },
  { type: "identify", userId: "", traits: {} },
  { type: "track", event: "Email Opened", context: { traits: { email: "ada@example.org" } } },
  { type: "screen", context: { device: { id: "d" } } },
  { type: "group", groupId: "g", userId: "u", traits: {} },
  { type: "alias", previousId: "v", userId: "u", context: {} },
];

describe("a line of a source that has other records than calls", () => {
  it.each([
    { crm_id: "C-1", type: "page" },
    { user_id: "u", type: "track", event: "order" },
    { userId: "u", type: "page", name: "Home" },
    { userId: "u", type: "identify", email: "ada@example.org", context: "shop" },
    { user_id: "u", type: "page", properties: { colour: "red" } },
    { userId: "u", type: "track", properties: { colour: "red" } },
    { userId: "u", type: "group", traits: {} },
    { userId: "u", type: "customer", traits: {} },
  ])("is a row, whatever its column type holds: %j", async (row) => {
    const [item] = await itemsOf([row], table);
    expect(item?.item.raw).toMatchObject({ type: "identify", traits: { type: row.type } });
  });

  it.each(calls)("is a call where it can be nothing else: %j", async (call) => {
    for (const reader of [table, sendgridKind.open({})]) {
      const [item] = await itemsOf([call], reader);
      expect(item?.item.fault).toBeUndefined();
      expect(item?.item.raw).toMatchObject(call);
    }
  });
});

describe("a line of a source whose kind says what its lines are", () => {
  it("is a call of an event kind, flat or not", async () => {
    const flat = { type: "page", anonymousId: "v", name: "Home" };
    const [item] = await itemsOf([flat], sdkKind("web").open({}));
    expect(item?.item.raw).toMatchObject(flat);
  });

  it("is read by the declared mapping, however much it looks like a call", async () => {
    const mapper = createMapper();
    const reader = apiKind(mapper).open({ mapping: '{ "mapped": true }' });
    const items = await itemsOf(calls, reader).finally(mapper.close);
    expect(items).toHaveLength(calls.length);
    for (const { item } of items) expect(item.raw).toMatchObject({ mapped: true });
  });
});
