import type { EventsPort } from "../../subgraphs/events/index.ts";
import type { Identity } from "../../subgraphs/identity/index.ts";
import type { CustomerFacts, FactsNeeded } from "../../subgraphs/segments/index.ts";

/** How it is read: `asOne`: as if these customers were one; `thin`: no more times than rules tell apart. */
export interface HowToGather {
  readonly asOne?: boolean;
  readonly thin?: boolean;
}

/** What was gathered of a customer, and how many events and statements it rests on. */
export interface GatheredFacts extends CustomerFacts {
  readonly size: number;
}

/** Reads the evidence that segments are evaluated against. */
export type GatherFacts = (wanted: FactsNeeded, how?: HowToGather) => Promise<GatheredFacts[]>;

/** Puts together what identity and the event log know, in a constant number of commands. */
export function createGatherFacts(
  identity: Pick<Identity, "describe">,
  events: Pick<EventsPort, "times">,
): GatherFacts {
  return async ({ customers, traitKeys, eventKeys, thin: enough }, how = {}) => {
    const { asOne = false, thin = false } = how;
    const described = await identity.describe(customers, traitKeys, asOne);
    const owner = new Map(
      described.flatMap((one) => one.profiles.map((key) => [key, one.customer])),
    );
    const found =
      eventKeys.length === 0
        ? []
        : await events.times([...owner.keys()], eventKeys, thin ? enough : null);
    const sizes = new Map<string, number>();
    const times = new Map<string, Map<string, Date[]>>();
    for (const { profile, key, times: some, count } of found) {
      const customer = owner.get(profile);
      if (customer === undefined) continue;
      sizes.set(customer, (sizes.get(customer) ?? 0) + count);
      const byKey = times.get(customer) ?? new Map<string, Date[]>();
      times.set(customer, byKey);
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [...some]);
      else for (const time of some) known.push(time);
    }
    return described.map(({ customer, firstSeenAt, purposes, traits }) => ({
      customer,
      firstSeenAt,
      purposes,
      traits,
      events: ascending(times.get(customer) ?? new Map<string, Date[]>()),
      size: (sizes.get(customer) ?? 0) + statements(traits),
    }));
  };
}

function ascending(byKey: Map<string, Date[]>): Map<string, Date[]> {
  for (const some of byKey.values()) some.sort((a, b) => a.getTime() - b.getTime());
  return byKey;
}

function statements(traits: CustomerFacts["traits"]): number {
  let count = 0;
  for (const some of traits.values()) count += some.length;
  return count;
}
