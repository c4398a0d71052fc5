import { createHmac } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { shopifyKind } from "../../../pipeline/sources/shopify.ts";
import { faultsOf, readEvents, request } from "./read-body.ts";

const money = (amount: string) => ({
  shop_money: { amount, currency_code: "EUR" },
  presentment_money: { amount, currency_code: "EUR" },
});
/** As the webhook's reader hands it on: with digits where the vendor writes a number beyond 2^53. */
const CUSTOMER = {
  id: "115310627314723954",
  email: "john@example.org",
  created_at: "2024-01-02T08:59:11-05:00",
  updated_at: "2026-05-01T08:00:00-04:00",
  first_name: "John",
  last_name: "Smith",
  orders_count: 1,
  state: "enabled",
  total_spent: "409.94",
  note: null,
  verified_email: true,
  tags: "vip",
  currency: "EUR",
  phone: null,
  default_address: {
    id: "715243470612851245",
    address1: "123 Elm St.",
    address2: null,
    city: "Ottawa",
    province: "Ontario",
    country: "Canada",
    zip: "K2H7A8",
    province_code: "ON",
    country_code: "CA",
    default: true,
  },
  email_marketing_consent: {
    state: "unsubscribed",
    opt_in_level: "single_opt_in",
    consent_updated_at: "2025-03-04T10:00:00-05:00",
  },
  sms_marketing_consent: null,
  admin_graphql_api_id: "gid://shopify/Customer/115310627314723954",
};
const LINE = {
  id: "866550311766439020",
  variant_id: 808_950_810,
  title: "IPod Nano - 8GB",
  quantity: 2,
  sku: "IPOD2008PINK",
  variant_title: "pink",
  vendor: "Apple",
  product_id: 632_910_392,
  requires_shipping: true,
  name: "IPod Nano - 8GB - pink",
  price: "199.00",
  price_set: money("199.00"),
  total_discount: "0.00",
  tax_lines: [],
};
const ORDER = {
  id: "820982911946154508",
  admin_graphql_api_id: "gid://shopify/Order/820982911946154508",
  browser_ip: "203.0.113.7",
  cancel_reason: null,
  cart_token: "68778783ad298f1c80c3bafcddeea02f",
  checkout_token: "bd5a8aa1ecd019dd3520ff791ee3a24c",
  created_at: "2026-05-01T08:00:00-04:00",
  updated_at: "2026-05-01T08:00:05-04:00",
  currency: "EUR",
  discount_codes: [{ code: "SPRING", amount: "5.00", type: "fixed_amount" }],
  email: "john@example.org",
  financial_status: "paid",
  fulfillment_status: null,
  name: "#9999",
  order_number: 9999,
  phone: null,
  subtotal_price: "393.00",
  total_discounts: "5.00",
  total_price: "403.00",
  total_shipping_price_set: money("10.00"),
  total_tax: "0.00",
  customer: CUSTOMER,
  line_items: [LINE],
};
const headers = (topic: string, id = "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043") => ({
  "x-shopify-topic": topic,
  "x-shopify-shop-domain": "lindgruen.myshopify.com",
  "x-shopify-webhook-id": id,
  "x-shopify-event-id": "98880550-7158-44d4-b7cd-2c97c8a091b5",
});
const EXTERNAL = {
  type: "shop_id",
  id: CUSTOMER.id,
  collection: "users",
  encoding: "none",
};

describe("shopify", () => {
  it("reads an order in the words of the Segment spec", async () => {
    const events = await readEvents(shopifyKind, ORDER, {}, headers("orders/create"));
    expect(events).toEqual([
      {
        type: "track",
        event: "Order Completed",
        messageId: "shopify-b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
        anonymousId: "68778783ad298f1c80c3bafcddeea02f",
        timestamp: "2026-05-01T08:00:00-04:00",
        properties: {
          order_id: ORDER.id,
          order_number: "9999",
          total: 403,
          revenue: 393,
          tax: 0,
          discount: 5,
          shipping: 10,
          currency: "EUR",
          coupon: "SPRING",
          financial_status: "paid",
          products: [
            {
              product_id: "632910392",
              variant_id: "808950810",
              sku: "IPOD2008PINK",
              name: "IPod Nano - 8GB",
              variant: "pink",
              brand: "Apple",
              price: 199,
              quantity: 2,
            },
          ],
        },
        context: {
          shopify: {
            topic: "orders/create",
            shop: "lindgruen.myshopify.com",
            eventId: "98880550-7158-44d4-b7cd-2c97c8a091b5",
          },
          ip: "203.0.113.7",
          traits: { email: "john@example.org" },
          externalIds: [EXTERNAL],
        },
      },
    ]);
  });

  it("links a cart to its order by the cart's token", async () => {
    const cart = {
      id: "68778783ad298f1c80c3bafcddeea02f",
      token: "68778783ad298f1c80c3bafcddeea02f",
      line_items: [LINE],
      note: null,
      created_at: "2026-05-01T11:40:00.000Z",
      updated_at: "2026-05-01T11:55:00.000Z",
    };
    const [event] = await readEvents(shopifyKind, cart, {}, headers("carts/update"));
    expect(event).toMatchObject({
      event: "Cart Updated",
      anonymousId: ORDER.cart_token,
      timestamp: "2026-05-01T11:55:00.000Z",
      properties: { cart_id: cart.token, products: [{ sku: "IPOD2008PINK" }] },
    });
    const checkout = { ...ORDER, token: ORDER.checkout_token };
    const [started] = await readEvents(shopifyKind, checkout, {}, headers("checkouts/create"));
    expect(started).toMatchObject({
      event: "Checkout Started",
      anonymousId: ORDER.cart_token,
      properties: { checkout_id: ORDER.checkout_token },
    });
  });

  it("links a checkout that had no cart to its order by its own token", async () => {
    const nobody = { email: null, phone: null, customer: null, cart_token: null };
    const checkout = { ...ORDER, ...nobody, token: ORDER.checkout_token };
    const [started] = await readEvents(shopifyKind, checkout, {}, headers("checkouts/create"));
    const order = { ...ORDER, ...nobody };
    const [completed] = await readEvents(shopifyKind, order, {}, headers("orders/create"));
    for (const event of [started, completed])
      expect(event?.["anonymousId"]).toBe(ORDER.checkout_token);
  });

  it("reads a customer; a decision counts from when it was taken, and comes once", async () => {
    const events = await readEvents(shopifyKind, CUSTOMER, {}, headers("customers/update"));
    expect(events).toMatchObject([
      {
        type: "identify",
        timestamp: "2026-05-01T08:00:00-04:00",
        traits: {
          email: "john@example.org",
          firstName: "John",
          lastName: "Smith",
          address: { street: "123 Elm St.", city: "Ottawa", postalCode: "K2H7A8", country: "CA" },
        },
        context: { externalIds: [EXTERNAL] },
      },
      {
        type: "track",
        event: "Email Marketing Consent Updated",
        timestamp: "2025-03-04T10:00:00-05:00",
        context: { consent: { categoryPreferences: { marketing: false } } },
      },
    ]);
    const later = { ...CUSTOMER, updated_at: "2026-06-01T08:00:00-04:00", tags: "" };
    const again = await readEvents(shopifyKind, later, {}, headers("customers/update", "other"));
    expect(again[0]?.["messageId"]).not.toBe(events[0]?.["messageId"]);
    expect(again[1]).toEqual(events[1]);
    // Under one id it would be another event's content, and put aside.
    const renamed = { ...later, email: "smith@example.org" };
    const moved = await readEvents(shopifyKind, renamed, {}, headers("customers/update", "third"));
    expect(moved[1]).toMatchObject({
      event: events[1]?.["event"],
      timestamp: "2025-03-04T10:00:00-05:00",
    });
    expect(moved[1]?.["messageId"]).not.toBe(events[1]?.["messageId"]);
    const none = await readEvents(
      shopifyKind,
      { ...CUSTOMER, email_marketing_consent: { state: "not_subscribed" } },
      {},
      headers("customers/create"),
    );
    expect(none).toHaveLength(1);
  });

  it("tells two customers apart whose ids were rounded to one number", async () => {
    const ids = ["115310627314723954", "115310627314723955"];
    const customers = ids.map((id) => ({
      ...CUSTOMER,
      id: Number(id),
      admin_graphql_api_id: `gid://shopify/Customer/${id}`,
    }));
    const orders = customers.map((customer) => ({ ...ORDER, customer }));
    for (const body of [customers, orders]) {
      const found = (await readEvents(shopifyKind, body)).map(({ context }) => context);
      for (const id of ids)
        expect(found).toContainEqual(
          expect.objectContaining({ externalIds: [{ ...EXTERNAL, id }] }),
        );
      expect(JSON.stringify(found)).not.toContain("115310627314723950");
    }
    const { admin_graphql_api_id: _, ...nameless } = { ...CUSTOMER, id: Number(CUSTOMER.id) };
    expect(await faultsOf(shopifyKind, nameless)).toEqual(["The record has no id."]);
  });

  it("tells what lines of a file are by their members", async () => {
    const events = await readEvents(shopifyKind, [ORDER, CUSTOMER]);
    expect(events.map(({ type, event }) => event ?? type)).toEqual([
      "Order Completed",
      "identify",
      "Email Marketing Consent Updated",
    ]);
  });

  it("puts aside topics that it does not read", async () => {
    expect(await faultsOf(shopifyKind, { id: 1 }, {}, headers("products/update"))).toEqual([
      "The record has the topic products/update, which is not read: remove the webhook.",
    ]);
    expect(await faultsOf(shopifyKind, { id: 1 })).toEqual([
      "The record is neither an order, a checkout, a cart nor a customer.",
    ]);
  });

  it("verifies X-Shopify-Hmac-Sha256 over the raw body", () => {
    const body = JSON.stringify(ORDER);
    const signature = createHmac("sha256", "hush").update(body).digest("base64");
    const check = (text: string, given: object) =>
      shopifyKind.verify?.(request(text, { ...given }), "hush", new Date());
    expect(() => check(body, { "x-shopify-hmac-sha256": signature })).not.toThrow();
    for (const [text, given] of [
      [`${body}\n`, { "x-shopify-hmac-sha256": signature }],
      [body, { "x-shopify-hmac-sha256": signature.slice(4) }],
      [body, { "x-shopify-hmac-sha256": Buffer.from("x").toString("base64") }],
      [body, {}],
    ] as const)
      expect(() => check(text, given)).toThrow("x-shopify-hmac-sha256");
  });
});
