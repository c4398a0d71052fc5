import type { Random } from "../../../platform/random.ts";
import type { JsonObject } from "../wire.ts";
import { PRODUCTS, type Product } from "../words/products.ts";

/** One step of somebody who looks around in the shop (Segment e-commerce spec, v2). */
export interface Step {
  readonly event: string;
  readonly properties: JsonObject;
  /** The page or screen that it happens on. */
  readonly title: string;
  readonly path: string;
  /** Seconds since the step before. */
  readonly pause: number;
}

/** Looks at products, and with some probability goes on to the cart, the checkout and an order. */
export function shoppingTrip(currency: string, eagerness: number, random: Random): Step[] {
  const seen = Array.from({ length: 1 + random.count(0.9) }, () => random.pick(PRODUCTS));
  const steps = seen.map((product, i): Step => {
    const properties = { ...lineOf(product, 1), currency, position: i + 1 };
    return step("Product Viewed", properties, product.name, `/p/${product.sku}`, random);
  });
  if (!random.chance(eagerness)) return steps;
  const lines = seen.slice(-2).map((product) => lineOf(product, random.int(1, 3)));
  for (const line of lines) {
    const properties = { ...line, currency, cart_id: `cart_${random.hex(8)}` };
    steps.push(step("Product Added", properties, "Product", "/p", random));
  }
  if (random.chance(0.6))
    steps.push(step("Cart Viewed", { products: lines, currency }, "Cart", "/cart", random));
  if (!random.chance(0.7)) return steps;
  const orderId = `O-${random.hex(10)}`;
  const order = orderOf(orderId, lines, currency);
  steps.push(step("Checkout Started", order, "Checkout", "/checkout", random));
  if (random.chance(0.75))
    steps.push(step("Order Completed", order, "Thank you", "/checkout/thanks", random));
  return steps;
}

/** The properties of an order: `order_id`, `revenue`, `currency`, `products`. */
export function orderOf(
  orderId: string,
  products: readonly (JsonObject & { price: number; quantity: number })[],
  currency: string,
): JsonObject {
  const cents = products.reduce(
    (sum, line) => sum + Math.round(line.price * 100) * line.quantity,
    0,
  );
  const shipping = cents >= 5000 ? 0 : 495;
  return {
    order_id: orderId,
    revenue: cents / 100,
    shipping: shipping / 100,
    total: (cents + shipping) / 100,
    currency,
    products,
  };
}

/** A product as a line of a cart or a receipt. */
export function lineOf(
  product: Product,
  quantity: number,
): JsonObject & { price: number; quantity: number } {
  const { sku, name, category, price } = product;
  return { product_id: sku.toLowerCase(), sku, name, category, price, quantity };
}

function step(
  event: string,
  properties: JsonObject,
  title: string,
  path: string,
  random: Random,
): Step {
  return { event, properties, title, path, pause: random.int(8, 150) };
}
