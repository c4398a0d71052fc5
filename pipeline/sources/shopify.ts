import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { plainOf, type Plain } from "../../platform/plain.ts";
import { recordId } from "../wire/record-id.ts";
import { consent, externalIds, readEach, type Made } from "./read-each.ts";
import { readOptions } from "./read-options.ts";
import { recordsIn } from "./records-in.ts";
import { requireHmac } from "./signature.ts";
import type { SourceKind } from "./source-kind.ts";
import { listOf, numberOf, textOf } from "./values.ts";

const optionsSchema = z.strictObject({
  /** The identifier namespace of the shop's customer id. */
  idType: z.string().min(1).default("shop_id"),
  /** The purpose that a customer's e-mail marketing consent is about; null: none. */
  marketingPurpose: z.string().min(1).nullable().default("marketing"),
});
type Options = z.output<typeof optionsSchema>;

/** The topics that are read, and what their events are called (Segment spec, ecommerce, where it has a name). */
const EVENTS: ReadonlyMap<string, string> = new Map([
  ["orders/create", "Order Completed"],
  ["orders/updated", "Order Updated"],
  ["orders/edited", "Order Updated"],
  ["orders/paid", "Order Paid"],
  ["orders/fulfilled", "Order Fulfilled"],
  ["orders/partially_fulfilled", "Order Partially Fulfilled"],
  ["orders/cancelled", "Order Cancelled"],
  ["checkouts/create", "Checkout Started"],
  ["checkouts/update", "Checkout Updated"],
  ["carts/create", "Cart Created"],
  ["carts/update", "Cart Updated"],
]);
const CUSTOMERS = ["create", "update", "enable", "disable"].map((verb) => `customers/${verb}`);

/**
 * Shopify's webhooks (Shopify developer documentation, "Webhooks": HTTPS delivery, `X-Shopify-Topic`; payloads as in
 * the REST Admin API's Order, Customer, Checkout and Cart): orders/*, checkouts/*, carts/* and customers/*. Verified by
 * `X-Shopify-Hmac-Sha256`, base64 HMAC-SHA-256 over the raw body under the app's client secret; no time is signed, and
 * `X-Shopify-Webhook-Id`, which is the same over all attempts, tells repeats. A cart has no customer: its token is the
 * anonymous id that its order names as `cart_token`; where there was none, that of the checkout is.
 */
export const shopifyKind: SourceKind = {
  kind: "shopify",
  verify: ({ headers, rawBody }, secret) => {
    requireHmac(headers, "x-shopify-hmac-sha256", secret, [rawBody]);
  },
  open: (given) => {
    const options = readOptions(optionsSchema, given);
    return {
      records: (body) => recordsIn(body, "an object of Shopify, or an array of them"),
      read: (records, { headers }) =>
        readEach(records, (value) => read(value, headers, records.length === 1, options)),
    };
  },
};

function read(value: Plain, headers: IncomingHttpHeaders, isOnly: boolean, options: Options): Made {
  const topic = headerOf(headers, "x-shopify-topic") ?? topicOf(value);
  if (topic === undefined) return "is neither an order, a checkout, a cart nor a customer";
  const webhook = headerOf(headers, "x-shopify-webhook-id");
  const delivery = {
    ...(webhook === undefined || !isOnly ? {} : { messageId: `shopify-${webhook}` }),
  };
  const where = {
    topic,
    shop: headerOf(headers, "x-shopify-shop-domain"),
    eventId: headerOf(headers, "x-shopify-event-id"),
  };
  if (CUSTOMERS.includes(topic)) return readCustomer(value, delivery, where, options);
  const event = EVENTS.get(topic);
  if (event === undefined) return `has the topic ${topic}, which is not read: remove the webhook`;
  const customer = plainOf(value["customer"]);
  const created = /\/create$/.test(topic) ? textOf(value["created_at"]) : undefined;
  return [
    {
      type: "track",
      event,
      ...delivery,
      anonymousId: visitOf(value, topic),
      timestamp: created ?? textOf(value["updated_at"]) ?? textOf(value["created_at"]),
      properties: propertiesOf(value, topic),
      context: {
        shopify: where,
        ip: textOf(value["browser_ip"]),
        traits: {
          email: textOf(value["email"]) ?? textOf(customer["email"]),
          phone: textOf(value["phone"]) ?? textOf(customer["phone"]),
        },
        externalIds: externalIds({ [options.idType]: idOf(customer) }),
      },
    },
  ];
}

// What is bought at once, or over a payment button, has no cart: its checkout's token stands for the visit.
function visitOf(value: Plain, topic: string): string | undefined {
  if (topic.startsWith("carts/")) return textOf(value["token"]) ?? textOf(value["id"]);
  const checkout = value[topic.startsWith("checkouts/") ? "token" : "checkout_token"];
  return textOf(value["cart_token"]) ?? textOf(checkout);
}

function propertiesOf(value: Plain, topic: string): Plain {
  const shipping = plainOf(plainOf(value["total_shipping_price_set"])["shop_money"]);
  const coupons = listOf(value["discount_codes"]).flatMap(
    (one) => textOf(plainOf(one)["code"]) ?? [],
  );
  const id = idOf(value);
  return {
    ...(topic.startsWith("orders/")
      ? { order_id: id, order_number: textOf(value["order_number"]) }
      : topic.startsWith("checkouts/")
        ? { checkout_id: textOf(value["token"]) ?? id }
        : { cart_id: textOf(value["token"]) ?? id }),
    total: numberOf(value["total_price"]),
    revenue: numberOf(value["subtotal_price"]),
    tax: numberOf(value["total_tax"]),
    discount: numberOf(value["total_discounts"]),
    shipping: numberOf(shipping["amount"]),
    currency: textOf(value["currency"]),
    coupon: coupons.length === 0 ? undefined : coupons.join(","),
    financial_status: textOf(value["financial_status"]),
    fulfillment_status: textOf(value["fulfillment_status"]),
    cancel_reason: textOf(value["cancel_reason"]),
    products: listOf(value["line_items"]).map((line) => productOf(plainOf(line))),
  };
}

function productOf(line: Plain): Plain {
  return {
    product_id: textOf(line["product_id"]),
    variant_id: textOf(line["variant_id"]),
    sku: textOf(line["sku"]),
    name: textOf(line["title"]) ?? textOf(line["name"]),
    variant: textOf(line["variant_title"]),
    brand: textOf(line["vendor"]),
    price: numberOf(line["price"]),
    quantity: numberOf(line["quantity"]),
  };
}

const GRANTED = new Map([
  ["subscribed", true],
  ["unsubscribed", false],
]);

function readCustomer(
  customer: Plain,
  delivery: Plain,
  where: Plain,
  { idType, marketingPurpose }: Options,
): Made {
  const id = idOf(customer);
  if (id === undefined) return "has no id";
  const home = plainOf(customer["default_address"]);
  const address = {
    street: textOf(home["address1"]),
    city: textOf(home["city"]),
    postalCode: textOf(home["zip"]),
    state: textOf(home["province_code"]) ?? textOf(home["province"]),
    country: textOf(home["country_code"]) ?? textOf(home["country"]),
  };
  const identity = { externalIds: externalIds({ [idType]: id }) };
  const email = textOf(customer["email"]);
  const identify = {
    type: "identify",
    ...delivery,
    timestamp: textOf(customer["updated_at"]) ?? textOf(customer["created_at"]),
    traits: {
      email,
      phone: textOf(customer["phone"]),
      firstName: textOf(customer["first_name"]),
      lastName: textOf(customer["last_name"]),
      createdAt: textOf(customer["created_at"]),
      tags: textOf(customer["tags"]),
      ...(Object.values(address).some((one) => one !== undefined) ? { address } : {}),
    },
    context: { shopify: where, ...identity },
  };
  const decision = plainOf(customer["email_marketing_consent"]);
  const at = textOf(decision["consent_updated_at"]);
  const granted = GRANTED.get(textOf(decision["state"]) ?? "");
  if (granted === undefined || at === undefined || marketingPurpose === null) return [identify];
  // A customer's update repeats a decision that may be years old: it counts from when it was taken. What it says is its
  // id, for the address that it is said of may be another one by then.
  const context = { ...identity, traits: { email }, consent: consent(marketingPurpose, granted) };
  const messageId = recordId(JSON.stringify([at, context]), 0);
  const event = "Email Marketing Consent Updated";
  return [identify, { type: "track", event, messageId, timestamp: at, context }];
}

// An id may be beyond what a number keeps; the object's other name has it as digits: gid://shopify/Customer/1153….
function idOf(object: Plain): string | undefined {
  const global = textOf(object["admin_graphql_api_id"]);
  return textOf(object["id"]) ?? /\/(\d+)$/.exec(global ?? "")?.[1];
}

// Objects that come without a webhook's headers, as lines of a file, tell by their members what they are.
function topicOf(value: Plain): string | undefined {
  if ("order_number" in value) return "orders/create";
  if ("abandoned_checkout_url" in value) return "checkouts/create";
  if ("line_items" in value) return "carts/update";
  return "orders_count" in value || "email_marketing_consent" in value
    ? "customers/update"
    : undefined;
}

function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
