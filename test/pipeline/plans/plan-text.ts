import { readPlan, type CompiledPlan } from "../../../pipeline/index.ts";

/** A small plan for a shop, as its file would write it; `changes` are whole lines put in the place of others. */
const SHOP = `
name: shop
version: 3
sources: [shop]
mode: quarantine
undeclared: { events: reject, properties: warn }
definitions:
  line:
    type: object
    required: [sku]
    properties:
      sku: { type: string }
      price: { type: number, minimum: 0 }
      parts: { type: array, items: { $ref: "#/definitions/line" } }
events:
  - type: track
    name: Order Completed
    identifiers: [[user_id, email]]
    properties:
      type: object
      required: [total]
      properties:
        total: { type: number, minimum: 0 }
        currency: { enum: [EUR, USD] }
        day: { type: string, format: date }
        lines: { type: array, items: { $ref: "#/definitions/line" } }
  - type: track
    name: Viewed
    mode: warn
    undeclaredProperties: reject
    properties: { type: object, properties: { path: { type: string } } }
  - type: page
  - type: page
    name: Checkout
    mode: reject
    properties:
      type: object
      additionalProperties: false
      properties: { step: { type: integer } }
  - type: identify
    mode: allow
    traits: { type: object, properties: { email: { type: string } } }
    context: { type: object, properties: { locale: { type: string } } }
`;

/** Reads the shop's plan with some of its text replaced. */
export function shopPlan(...changes: readonly (readonly [string, string])[]): CompiledPlan {
  return readPlan(changed(...changes), "shop.yml");
}

/** The text of the shop's plan with some of it replaced. */
export function changed(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the plan does not say ${from}`);
    return text.replace(from, to);
  }, SHOP);
}
