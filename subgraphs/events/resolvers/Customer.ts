import type { GraphQLResolveInfo } from "graphql";
import { pageSize, toConnection, type Connection } from "../../../platform/connection.ts";
import { badInput } from "../../../platform/errors.ts";
import { maskReason } from "../../../platform/labels.ts";
import type { CustomerReference } from "../../../platform/customer-reference.ts";
import type { EventsContext } from "../context.ts";
import { computeTrait, firstMonth } from "../domain/computed/compute-trait.ts";
import { labelsOfComputed } from "../domain/computed/computed-labels.ts";
import type { ComputedTraitRecord } from "../domain/computed/computed-record.ts";
import type { ComputedDefinition } from "../domain/computed/definition.ts";
import { toRecord, type EventRecord } from "../domain/event-record.ts";
import { asksBeyondIndex } from "../domain/selection.ts";
import { timelineCursor, timelineQuery } from "../domain/timeline.ts";
import type {
  CustomerComputedTraitsArgs,
  CustomerEventCountsArgs,
  CustomerEventsArgs,
  EventCount,
} from "../types.generated.ts";

const DEFAULT_PAGE = 20;
const MOST_NAMES = 50;
const MOST_KEYS = 50;

/** The customer's events. */
export const Customer = {
  __resolveReference: (reference: CustomerReference) => reference,

  events: async (
    { scope }: CustomerReference,
    args: Partial<CustomerEventsArgs>,
    context: EventsContext,
    info: GraphQLResolveInfo,
  ): Promise<Connection<EventRecord>> => {
    const size = pageSize(args.first, DEFAULT_PAGE);
    const query = timelineQuery(size, args.after, args.filter, asksBeyondIndex(info));
    const grant = context.grantOf(scope);
    const found = await context.loaders.timeline.load({ grant, query });
    const records = found.map((event) => toRecord(event, grant.purposes));
    return toConnection(records, size, args.after, timelineCursor);
  },

  eventCounts: (
    { scope }: CustomerReference,
    args: CustomerEventCountsArgs,
    context: EventsContext,
  ): Promise<readonly EventCount[]> => {
    const names = args.names ?? [];
    if (names.length > MOST_NAMES)
      throw badInput(
        "names",
        `has ${String(names.length)} entries; give at most ${String(MOST_NAMES)}`,
      );
    const grant = context.grantOf(scope);
    return context.loaders.counts.load({ grant, names, since: args.since ?? null });
  },

  computedTraits: async (
    { scope }: CustomerReference,
    { keys }: CustomerComputedTraitsArgs,
    context: EventsContext,
  ): Promise<ComputedTraitRecord[]> => {
    const asked = definitionsOf(keys ?? null, context);
    const grant = context.grantOf(scope);
    const now = context.clock();
    const states = [...new Set(asked.map(({ state }) => state))].sort();
    const query = { states, since: firstMonth(asked, now) };
    const days = await context.loaders.computed.load({ grant, query });
    return asked.map((definition) => {
      const { key, version } = definition.written;
      const computed = computeTrait(definition, days.get(definition.state) ?? [], now);
      const labels = labelsOfComputed(definition, computed, context.labels);
      const maskedBecause = maskReason(labels, context.caller, grant.purposes);
      const masked = maskedBecause !== null;
      return { key, version, value: masked ? null : computed, masked, maskedBecause, definition };
    });
  },
};

function definitionsOf(
  keys: readonly string[] | null,
  { computed: { definitions } }: EventsContext,
): ComputedDefinition[] {
  if (keys === null) return [...definitions.values()];
  if (keys.length > MOST_KEYS)
    throw badInput("keys", `has ${String(keys.length)} entries; give at most ${String(MOST_KEYS)}`);
  return [...new Set(keys)].map((key, i) => {
    const found = definitions.get(key);
    if (found === undefined)
      throw badInput(
        `keys[${String(i)}]`,
        `${JSON.stringify(key)} is not defined; see Query.computedTraits`,
      );
    return found;
  });
}
