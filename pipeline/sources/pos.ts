import { z } from "zod";
import { isPlain, plainOf, type Plain } from "../../platform/plain.ts";
import { externalIds, readEach, type Made } from "./read-each.ts";
import { readOptions } from "./read-options.ts";
import { recordsIn } from "./records-in.ts";
import type { SourceKind } from "./source-kind.ts";
import { amountOf, listOf, numberOf, textOf } from "./values.ts";

const optionsSchema = z.strictObject({
  /** The identifier namespace of the till system's own customer id; null: it is not used. */
  customerIdType: z.string().min(1).nullable().default(null),
  /** The identifier namespace of the card that a ticket names. */
  loyaltyIdType: z.string().min(1).default("loyalty_id"),
});
type Options = z.output<typeof optionsSchema>;

/**
 * Tickets of tills, in two forms. Square's orders (Square API reference, "Order": amounts in the smallest unit of their
 * currency, `line_items`, `fulfillments`, `tenders`), alone, as `order`, or as `orders` of a search. And plain tickets,
 * JSON or rows of a file: `ticket_id`, `sold_at`, `store`, `till`, `total`, `currency`, `loyalty_id`, `email`, `phone`,
 * and in JSON `lines` of `sku`, `name`, `price`, `quantity`. A ticket that names nobody belongs to its till, which many
 * people share and which joins nobody. The write key says who sends.
 */
export const posKind: SourceKind = {
  kind: "pos",
  open: (given) => {
    const options = readOptions(optionsSchema, given);
    return {
      records: (body) =>
        isPlain(body) && isPlain(body["order"])
          ? [body["order"]]
          : recordsIn(body, "a ticket or an array of tickets", "orders"),
      read: (records) =>
        readEach(records, (value) =>
          value["ticket_id"] === undefined ? readOrder(value, options) : readTicket(value, options),
        ),
    };
  },
};

const STATES: ReadonlyMap<string, string> = new Map([
  ["COMPLETED", "Order Completed"],
  ["CANCELED", "Order Cancelled"],
]);

function readOrder(order: Plain, { customerIdType, loyaltyIdType }: Options): Made {
  const id = textOf(order["id"]);
  if (id === undefined || !Array.isArray(order["line_items"]))
    return "has neither ticket_id nor line_items";
  const state = textOf(order["state"]) ?? "";
  const event = STATES.get(state);
  // What is still open at the till comes again when it is closed.
  if (event === undefined) return state === "OPEN" || state === "DRAFT" ? [] : "has no known state";
  const recipients = listOf(order["fulfillments"]).flatMap((fulfillment) =>
    ["pickup_details", "shipment_details", "delivery_details"].flatMap((kind) => {
      const { recipient } = plainOf(plainOf(fulfillment)[kind]) as { recipient?: unknown };
      return recipient === undefined ? [] : [plainOf(recipient)];
    }),
  );
  const of = (name: string): string | undefined =>
    recipients.map((recipient) => textOf(recipient[name])).find((text) => text !== undefined);
  const payers = listOf(order["tenders"]).map((tender) => textOf(plainOf(tender)["customer_id"]));
  const customer = textOf(order["customer_id"]) ?? of("customer_id") ?? payers.find(Boolean);
  const total = plainOf(order["total_money"]);
  const store = textOf(order["location_id"]);
  return [
    {
      type: "track",
      event,
      messageId: `square-${id}-${state}`,
      timestamp: textOf(order["closed_at"]) ?? textOf(order["updated_at"]),
      properties: {
        order_id: id,
        total: moneyOf(total),
        tax: moneyOf(order["total_tax_money"]),
        discount: moneyOf(order["total_discount_money"]),
        currency: textOf(total["currency"]),
        store,
        products: listOf(order["line_items"]).map((item) => {
          const line = plainOf(item);
          return {
            product_id: textOf(line["catalog_object_id"]),
            name: textOf(line["name"]),
            variant: textOf(line["variation_name"]),
            price: moneyOf(line["base_price_money"]),
            quantity: numberOf(line["quantity"]),
          };
        }),
      },
      context: {
        device: { id: store === undefined ? undefined : `square-${store}`, type: "till" },
        traits: { email: of("email_address"), phone: of("phone_number") },
        externalIds: externalIds({
          ...(customerIdType === null ? {} : { [customerIdType]: customer }),
          [loyaltyIdType]: textOf(plainOf(order["metadata"])["loyalty_id"]),
        }),
      },
    },
  ];
}

function readTicket(ticket: Plain, { loyaltyIdType }: Options): Made {
  const text = (name: string): string | undefined => textOf(ticket[name]);
  const till = text("till") ?? text("store");
  const id = text("ticket_id");
  if (id === undefined) return "has no ticket_id";
  return [
    {
      type: "track",
      event: "Order Completed",
      messageId: text("message_id") ?? `ticket-${id}`,
      timestamp: text("sold_at"),
      properties: {
        order_id: id,
        total: amountOf(ticket["total"]),
        tax: amountOf(ticket["tax"]),
        currency: text("currency"),
        store: text("store"),
        products: listOf(ticket["lines"]).map((item) => {
          const line = plainOf(item);
          return {
            sku: textOf(line["sku"]),
            name: textOf(line["name"]),
            price: amountOf(line["price"]),
            quantity: amountOf(line["quantity"]) ?? 1,
          };
        }),
      },
      context: {
        device: till === undefined ? undefined : { id: till, type: "till" },
        traits: { email: text("email"), phone: text("phone") },
        externalIds: externalIds({ [loyaltyIdType]: text("loyalty_id") }),
      },
    },
  ];
}

/** 1250 of EUR is 12.5, of JPY it is 1250: the digits behind the point are the currency's (ISO 4217). */
function moneyOf(money: unknown): number | undefined {
  const { amount, currency } = plainOf(money) as { amount?: unknown; currency?: unknown };
  if (typeof amount !== "number" || typeof currency !== "string") return undefined;
  try {
    const { maximumFractionDigits } = new Intl.NumberFormat("en", {
      style: "currency",
      currency,
    }).resolvedOptions();
    return amount / 10 ** (maximumFractionDigits ?? 2);
  } catch {
    return undefined;
  }
}
