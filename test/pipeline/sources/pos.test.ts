import { describe, expect, it } from "@jest/globals";
import { posKind } from "../../../pipeline/sources/pos.ts";
import { createStandardise } from "../../../pipeline/standardise/create-standardise.ts";
import { parseEvent } from "../../../pipeline/wire/parse-event.ts";
import { faultsOf, readEvents } from "./read-body.ts";

const eur = (amount: number) => ({ amount, currency: "EUR" });
/** An order as Square's API answers it. */
const ORDER = {
  id: "CAISENgvlJ6jLWAzERDzjyHVybY",
  location_id: "057P5VYJ4A5X1",
  source: { name: "Square Point of Sale" },
  customer_id: "VDKXEEKPJN48QDG3BGGFAK05P8",
  line_items: [
    {
      uid: "8uSwfzvUImn3IRrvciqlXC",
      catalog_object_id: "BEMYCSMIJL46OCDV4KYIKXIB",
      catalog_version: 3,
      quantity: "2",
      name: "Oat coffee",
      variation_name: "large",
      base_price_money: eur(450),
      total_money: eur(900),
    },
  ],
  fulfillments: [
    {
      uid: "bBpNrxjdQxGQP16sTmdzi",
      type: "PICKUP",
      state: "COMPLETED",
      pickup_details: {
        recipient: {
          display_name: "Ada Lovelace",
          email_address: "ada@example.org",
          phone_number: "+442079460000",
        },
      },
    },
  ],
  created_at: "2026-05-01T11:58:00.000Z",
  updated_at: "2026-05-01T12:00:01.000Z",
  closed_at: "2026-05-01T12:00:00.000Z",
  state: "COMPLETED",
  version: 4,
  total_tax_money: eur(63),
  total_discount_money: eur(0),
  total_money: eur(900),
  tenders: [{ id: "EnZdNAlWCmfh6Mt5FMNST1o7taB", type: "CARD", amount_money: eur(900) }],
  metadata: { loyalty_id: "L-1" },
};
const external = (type: string, id: string) => ({
  type,
  id,
  collection: "users",
  encoding: "none",
});

describe("pos", () => {
  it("reads Square's orders, with money in its own unit", async () => {
    const bodies = [ORDER, { order: ORDER }, { orders: [ORDER], cursor: "x" }];
    const [alone, ...others] = await Promise.all(
      bodies.map((body) => readEvents(posKind, body, { customerIdType: "pos_id" })),
    );
    for (const other of others) expect(other).toEqual(alone);
    expect(alone).toEqual([
      {
        type: "track",
        event: "Order Completed",
        messageId: "square-CAISENgvlJ6jLWAzERDzjyHVybY-COMPLETED",
        timestamp: "2026-05-01T12:00:00.000Z",
        properties: {
          order_id: "CAISENgvlJ6jLWAzERDzjyHVybY",
          total: 9,
          tax: 0.63,
          discount: 0,
          currency: "EUR",
          store: "057P5VYJ4A5X1",
          products: [
            {
              product_id: "BEMYCSMIJL46OCDV4KYIKXIB",
              name: "Oat coffee",
              variant: "large",
              price: 4.5,
              quantity: 2,
            },
          ],
        },
        context: {
          device: { id: "square-057P5VYJ4A5X1", type: "till" },
          traits: { email: "ada@example.org", phone: "+442079460000" },
          externalIds: [
            external("pos_id", "VDKXEEKPJN48QDG3BGGFAK05P8"),
            external("loyalty_id", "L-1"),
          ],
        },
      },
    ]);
    const yen = { ...ORDER, total_money: { amount: 1250, currency: "JPY" } };
    expect((await readEvents(posKind, yen))[0]).toMatchObject({ properties: { total: 1250 } });
  });

  it("waits for an order that is still open, and tells a cancelled one apart", async () => {
    const events = await readEvents(posKind, [
      { ...ORDER, state: "OPEN" },
      { ...ORDER, state: "CANCELED" },
    ]);
    expect(events).toMatchObject([{ event: "Order Cancelled" }]);
  });

  it("reads plain tickets, and rows of a file", async () => {
    const row = {
      ticket_id: "T-1",
      sold_at: "2026-05-01T12:00:00Z",
      store: "shop-1",
      till: "till-1",
      total: "12.50",
      currency: "EUR",
      loyalty_id: "L-1",
      email: "",
    };
    const lines = [{ sku: "s-1", name: "Boots", price: "12.50" }];
    const events = await readEvents(posKind, [row, { ...row, ticket_id: "T-2", lines }]);
    expect(events[0]).toEqual({
      type: "track",
      event: "Order Completed",
      messageId: "ticket-T-1",
      timestamp: "2026-05-01T12:00:00Z",
      properties: {
        order_id: "T-1",
        total: 12.5,
        currency: "EUR",
        store: "shop-1",
        products: [],
      },
      context: {
        device: { id: "till-1", type: "till" },
        traits: {},
        externalIds: [external("loyalty_id", "L-1")],
      },
    });
    expect(events[1]).toMatchObject({
      properties: { products: [{ sku: "s-1", name: "Boots", price: 12.5, quantity: 1 }] },
    });
  });

  it("loses no amount that is written in another way", async () => {
    const lines = [{ sku: "s-1", price: "1.249,00 €", quantity: "3 pcs" }];
    const ticket = { ticket_id: "T-3", sold_at: "2026-05-01T12:00:00Z", till: "till-1", lines };
    const [event] = await readEvents(posKind, { ...ticket, total: "12,50", tax: " 1.234 " });
    expect(event?.["properties"]).toMatchObject({ total: "12,50", tax: 1.234 });
    const parsed = parseEvent(event, new Date());
    if (parsed.kind === "fault") throw new Error(parsed.fault.message);
    const standard = createStandardise({ defaultRegion: null, plans: [] })(parsed.event, "pos");
    expect(standard.event.properties).toMatchObject({
      total: 12.5,
      products: [{ sku: "s-1", price: 1_249, quantity: "3 pcs" }],
    });
    expect(standard.originals).toMatchObject({ "properties.total": "12,50" });
  });

  it("puts aside what is no ticket", async () => {
    expect(await faultsOf(posKind, [{}, { ...ORDER, state: "NEW" }])).toEqual([
      "The record has neither ticket_id nor line_items.",
      "The record has no known state.",
    ]);
    // They would all be the ticket "": the first accepted, the others in conflict with it.
    const unnamed = [
      { ticket_id: "", total: 1 },
      { ticket_id: null, total: 2 },
    ];
    expect(await faultsOf(posKind, unnamed)).toEqual([
      "The record has no ticket_id.",
      "The record has no ticket_id.",
    ]);
  });
});
