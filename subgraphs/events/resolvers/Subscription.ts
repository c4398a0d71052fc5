import { requireScope } from "../../../platform/caller.ts";
import { badInput } from "../../../platform/errors.ts";
import type { EventsContext } from "../context.ts";
import { wantsOf, type ReceivedMessage } from "../domain/received-event.ts";
import type { SubscriptionEventReceivedArgs } from "../types.generated.ts";

const MOST_NAMES = 50;

/** What comes in, for who looks on. */
export const Subscription = {
  eventReceived: {
    subscribe: (
      _: unknown,
      { filter }: Partial<SubscriptionEventReceivedArgs>,
      { caller, live }: EventsContext,
    ): AsyncIterable<ReceivedMessage> => {
      requireScope(caller, "operations:read");
      for (const list of ["sources", "names"] as const)
        if ((filter?.[list]?.length ?? 0) > MOST_NAMES)
          throw badInput(`filter.${list}`, `give at most ${String(MOST_NAMES)}`);
      return live.listen(wantsOf(filter));
    },
    resolve: (message: ReceivedMessage): ReceivedMessage => message,
  },
};
