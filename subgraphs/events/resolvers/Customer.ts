import type { GraphQLResolveInfo } from "graphql";
import { pageSize, toConnection, type Connection } from "../../../platform/connection.ts";
import { badInput } from "../../../platform/errors.ts";
import type { CustomerReference } from "../../../platform/customer-reference.ts";
import type { EventsContext } from "../context.ts";
import { toRecord, type EventRecord } from "../domain/event-record.ts";
import { asksBeyondIndex } from "../domain/selection.ts";
import { timelineCursor, timelineQuery } from "../domain/timeline.ts";
import type {
  CustomerEventCountsArgs,
  CustomerEventsArgs,
  EventCount,
} from "../types.generated.ts";

const DEFAULT_PAGE = 20;
const MOST_NAMES = 50;

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
};
