import { describe, expect, it } from "@jest/globals";
import { loyaltyKind } from "../../../pipeline/sources/loyalty.ts";
import { faultsOf, readEvents } from "./read-body.ts";

const ID = { type: "loyalty_id", id: "L-1", collection: "users", encoding: "none" };

describe("loyalty", () => {
  it("reads members, by the columns of the feed or of others", async () => {
    const row = {
      messageId: "m-1",
      loyalty_id: "L-1",
      first_name: "Ada",
      last_name: "Lovelace",
      email: "ada@example.org",
      phone: "",
      tier: "gold",
      points: "1200",
      updated_at: "2026-05-01T12:00:00Z",
    };
    const expected = {
      type: "identify",
      timestamp: "2026-05-01T12:00:00Z",
      traits: {
        email: "ada@example.org",
        firstName: "Ada",
        lastName: "Lovelace",
        loyaltyTier: "gold",
        loyaltyPoints: 1200,
      },
      context: { externalIds: [ID] },
    };
    expect(await readEvents(loyaltyKind, [row])).toEqual([{ ...expected, messageId: "m-1" }]);
    const other = {
      "Card Number": "L-1",
      FirstName: "Ada",
      lastName: "Lovelace",
      EMAIL: "ada@example.org",
      loyaltyTier: "gold",
      loyaltyPoints: 1200,
      updatedAt: "2026-05-01T12:00:00Z",
    };
    expect(await readEvents(loyaltyKind, other)).toEqual([
      { ...expected, messageId: expect.stringMatching(/^record-/) },
    ]);
  });

  it("reads movements of points", async () => {
    const move = { transaction_id: "t-1", loyalty_id: "L-1", points: "-50", reason: "voucher" };
    const events = await readEvents(loyaltyKind, [
      { ...move, occurred_at: "2026-05-01T12:00:00Z" },
      { ...move, transaction_id: "t-2", points: 30, reason: "purchase" },
    ]);
    expect(events).toMatchObject([
      {
        event: "Points Redeemed",
        messageId: "loyalty-t-1",
        timestamp: "2026-05-01T12:00:00Z",
        properties: { points: 50, reason: "voucher" },
        context: { externalIds: [ID] },
      },
      { event: "Points Earned", messageId: "loyalty-t-2", properties: { points: 30 } },
    ]);
  });

  it("puts aside rows without a card, and movements of nothing", async () => {
    const nothing = { loyalty_id: "L-1", transaction_id: "t", points: "" };
    const odd = { ...nothing, points: "1,200" };
    expect(await faultsOf(loyaltyKind, [{ email: "a@b.de" }, nothing, odd])).toEqual([
      "The record has no loyalty_id.",
      "The record moves no points.",
      "The record has points that are no number.",
    ]);
  });

  it("keeps a balance that is no number as it is written", async () => {
    const rows = ["1,200", null, " 12 "].map((points) => ({ loyalty_id: "L-1", points }));
    const traits = (await readEvents(loyaltyKind, rows)).map((event) => event["traits"]);
    expect(traits).toEqual([{ loyaltyPoints: "1,200" }, {}, { loyaltyPoints: 12 }]);
  });
});
