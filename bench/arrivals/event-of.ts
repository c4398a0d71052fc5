import { mix } from "../../test/faults/feed.ts";
import type { SendPlan } from "./plan.ts";

/** What an event's sender knows before it sends: which of its faults it will be told of. */
export type Expected = "accepted" | "rejected" | "accepted or quarantined";

/** One in so many of a faulty feed has no name, and one in as many takes the id of another. */
const FAULTY = 50;

/** The message id of event `n`: that of the event before it where it takes another's. */
export function idOf(n: number, { name, feed }: Pick<SendPlan, "name" | "feed">): string {
  return `${name}-${String(feed === "faulty" && n % FAULTY === 2 ? n - 1 : n)}`;
}

/** What may become of event `n`. Of two that have one id, whichever is stored first stays. */
export function expectedOf(n: number, { feed }: Pick<SendPlan, "feed">): Expected {
  if (feed !== "faulty") return "accepted";
  if (n % FAULTY === 0) return "rejected";
  return n % FAULTY <= 2 ? "accepted or quarantined" : "accepted";
}

/**
 * Event `n` of a plan: visitors who look at pages, one in eight states something of itself; or one customer's only.
 * The same at every call but for its time.
 */
export function eventOf(n: number, plan: SendPlan, at: Date): Readonly<Record<string, unknown>> {
  const person = `${plan.name}-${String(plan.feed === "hot" ? 0 : mix(n) % plan.people)}`;
  const common = { messageId: idOf(n, plan), timestamp: at.toISOString(), userId: person };
  if (plan.feed === "faulty" && n % FAULTY === 0)
    return { ...common, type: "track", properties: { n } };
  switch (mix(n + 1) % 8) {
    case 0:
      return {
        ...common,
        type: "identify",
        traits: { email: `${person}@example.org`, plan: ["free", "plus"][n % 2] },
      };
    case 1:
    case 2:
      return {
        ...common,
        type: "track",
        event: "Product Viewed",
        properties: {
          product_id: `p-${String(n % 97)}`,
          sku: `s-${String(n % 97)}`,
          name: "Coat",
          category: "outdoor",
          price: (n % 500) + 0.5,
          quantity: 1,
          currency: "EUR",
        },
      };
    default: {
      const path = `/p/${String(n % 97)}`;
      const url = `https://shop.example.org${path}`;
      return { ...common, type: "page", name: "Product", properties: { title: "Coat", path, url } };
    }
  }
}
