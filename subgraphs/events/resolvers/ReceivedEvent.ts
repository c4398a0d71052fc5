import { setTimeout as sleep } from "node:timers/promises";
import type { CustomerReference } from "../../../platform/customer-reference.ts";
import { maskTree, type MaskedTree } from "../../../platform/mask-tree.ts";
import type { EventsContext } from "../context.ts";
import type { ReceivedMessage } from "../domain/received-event.ts";

/** Who asks for the customer is told so much later: by then the event is resolved, also where it is the first of its person. */
const RESOLVED_MS = 400;

// Consent is a customer's, and the stream does not wait for it: to everybody as if no purpose were in force.
function masked(
  part: "properties" | "context",
  message: ReceivedMessage,
  { labels, caller }: EventsContext,
): MaskedTree {
  return maskTree(part, message[part], labels, { ...caller, purpose: null }, []);
}

/** Something that came in, labelled values withheld. */
export const ReceivedEvent = {
  error: ({ fault }: ReceivedMessage) => fault,
  properties: (message: ReceivedMessage, _: unknown, context: EventsContext) =>
    masked("properties", message, context).value,
  context: (message: ReceivedMessage, _: unknown, context: EventsContext) =>
    masked("context", message, context).value,
  maskedPaths: (message: ReceivedMessage, _: unknown, context: EventsContext) => [
    ...masked("properties", message, context).masked,
    ...masked("context", message, context).masked,
  ],
  customer: async (
    { profile, receivedAt }: ReceivedMessage,
    _: unknown,
    { clock }: EventsContext,
  ): Promise<CustomerReference | null> => {
    if (profile === null) return null;
    const age = clock().getTime() - receivedAt.getTime();
    if (age < RESOLVED_MS) await sleep(Math.min(RESOLVED_MS - age, RESOLVED_MS));
    return { __typename: "Customer", ref: profile };
  },
};
