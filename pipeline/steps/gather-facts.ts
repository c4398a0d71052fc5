import type { EventsPort } from "../../subgraphs/events/index.ts";
import type { Identity } from "../../subgraphs/identity/index.ts";
import type { CustomerFacts } from "../../subgraphs/segments/index.ts";

/** What must be known of which customers. */
export interface FactsWanted {
  readonly customers: readonly string[];
  readonly traitKeys: readonly string[];
  readonly eventKeys: readonly string[];
}

/** Reads the evidence that segments are evaluated against; `asOne`: as if these customers were one. */
export type GatherFacts = (wanted: FactsWanted, asOne?: boolean) => Promise<CustomerFacts[]>;

/** Puts together what identity and the event log know, in a constant number of commands. */
export function createGatherFacts(
  identity: Pick<Identity, "describe">,
  events: Pick<EventsPort, "times">,
): GatherFacts {
  return async ({ customers, traitKeys, eventKeys }, asOne = false) => {
    const described = await identity.describe(customers, traitKeys, asOne);
    const owner = new Map(
      described.flatMap((one) => one.profiles.map((key) => [key, one.customer])),
    );
    const found = eventKeys.length === 0 ? [] : await events.times([...owner.keys()], eventKeys);
    const times = new Map<string, Map<string, Date[]>>();
    for (const { profile, key, times: some } of found) {
      const customer = owner.get(profile);
      if (customer === undefined) continue;
      const byKey = times.get(customer) ?? new Map<string, Date[]>();
      times.set(customer, byKey.set(key, [...(byKey.get(key) ?? []), ...some]));
    }
    return described.map(({ customer, firstSeenAt, purposes, traits }) => ({
      customer,
      firstSeenAt,
      purposes,
      traits,
      events: ascending(times.get(customer) ?? new Map<string, Date[]>()),
    }));
  };
}

function ascending(byKey: Map<string, Date[]>): Map<string, Date[]> {
  for (const some of byKey.values()) some.sort((a, b) => a.getTime() - b.getTime());
  return byKey;
}
