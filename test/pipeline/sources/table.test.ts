import { describe, expect, it } from "@jest/globals";
import { rowToEvent } from "../../../pipeline/imports/row-to-event.ts";
import { tableKind } from "../../../pipeline/sources/table.ts";
import { faultsOf, readEvents } from "./read-body.ts";

const ROW = { crm_id: "C-1", newsletter: true, tags: ["vip"], age: 42, score: 0, note: null };

describe("table", () => {
  it("keeps the types of cells, as a row of a source that is not registered does", async () => {
    const [event] = await readEvents(tableKind, [ROW]);
    expect(event).toEqual({
      type: "identify",
      messageId: expect.stringMatching(/^row-/),
      traits: { newsletter: true, tags: ["vip"], age: 42, score: 0 },
      context: {
        externalIds: [{ type: "crm_id", id: "C-1", collection: "users", encoding: "none" }],
      },
    });
    expect(event).toEqual(rowToEvent(ROW));
  });

  it("takes ids that are numbers, and texts without the space around them", async () => {
    const row = { "User Id": 7, crm_id: 8, Email: " ada@example.org ", city: "  " };
    const [event] = await readEvents(tableKind, row);
    expect(event).toMatchObject({ userId: 7, traits: { email: "ada@example.org" } });
    expect(event?.["traits"]).not.toHaveProperty("address");
  });

  it("puts aside what is no row", async () => {
    expect(await faultsOf(tableKind, [ROW, 7])).toEqual([
      null,
      "A row is a JSON object of columns.",
    ]);
  });
});
