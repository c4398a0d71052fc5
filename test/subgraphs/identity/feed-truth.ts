import { generateFeed, type FeedTruth } from "../../../examples/feed/index.ts";
import { identifiersOf } from "../../../pipeline/wire/identifiers.ts";
import { parseEvent } from "../../../pipeline/wire/parse-event.ts";
import { createKeys } from "../../../platform/keys.ts";
import { defaultPolicy } from "../../../subgraphs/identity/domain/default-policy.ts";
import { createDisjointSets } from "../../../subgraphs/identity/domain/disjoint-sets.ts";
import { createIdentify } from "../../../subgraphs/identity/domain/identify.ts";
import { partition, type ProfileEvidence } from "../../../subgraphs/identity/domain/partition.ts";
import { compileRules } from "../../../subgraphs/identity/domain/rules.ts";

/** How well the shipped policy tells the people of a feed apart. */
export interface FeedScore {
  readonly seed: number;
  /** Of the pairs of records in one customer, those that are one person's. */
  readonly precision: number;
  /**
   * Of the pairs of one person's records that hang together by what is that person's alone, those in one customer: a
   * browser that never told whose it is can be known by nobody.
   */
  readonly recall: number;
  readonly f1: number;
  /** Customers with two user ids. */
  readonly twoAnchors: number;
  /** Devices and browsers of a kiosk or a household that were seen with several people's ids, and hold with one. */
  readonly sharedHeld: number;
  /** Values that identify nobody and that made it into a profile. */
  readonly garbage: number;
}

/** Makes a feed, resolves it as a rebuild would, and compares with its truth. */
export function scoreFeed(people: number, seed: number): FeedScore {
  const until = new Date("2026-11-01T00:00:00Z");
  const { records, truth } = generateFeed({ people, seed, until });
  const identify = createIdentify(compileRules(defaultPolicy), createKeys("a secret of the tests"));
  const profiles = new Map<string, ProfileEvidence>();
  const values = new Map<string, { readonly namespace: string; readonly value: string }>();
  const owners: { readonly profile: string; readonly person: string }[] = [];
  for (const { source, event } of records) {
    const parsed = parseEvent(event, until);
    if (parsed.kind !== "event") continue;
    const { profile, identifiers } = identify(identifiersOf(parsed.event));
    if (profile === null) continue;
    for (const one of identifiers) values.set(one.id, one);
    const at = parsed.event.timestamp ?? until;
    const { first, last } = profiles.get(profile) ?? { first: at, last: at };
    profiles.set(profile, {
      key: profile,
      ids: identifiers,
      first: at < first ? at : first,
      last: at > last ? at : last,
    });
    const person = truth.records[source]?.[parsed.event.messageId ?? ""];
    if (typeof person === "string") owners.push({ profile, person });
  }
  const { customers } = partition([...profiles.values()], defaultPolicy);
  const customerBy = new Map(customers.flatMap((one) => one.profiles.map((key) => [key, one.id])));
  const tied = tiedBy(owners, profiles, truth.shared, values);
  const rows = owners.map(({ profile, person }) => ({
    customer: customerBy.get(profile) ?? "",
    person,
    part: tied(person, profile),
  }));
  const precision =
    pairs(rows.map(({ customer, person }) => `${customer} ${person}`)) /
    pairs(rows.map(({ customer }) => customer));
  const recall =
    pairs(rows.map(({ customer, person, part }) => `${customer} ${person} ${part}`)) /
    pairs(rows.map(({ person, part }) => `${person} ${part}`));
  const namespaceOf = (id: string): string => values.get(id)?.namespace ?? "";
  const anchored = new Set(
    customers.flatMap(({ identifiers }) =>
      identifiers.some((id) => namespaceOf(id) === "user_id") ? identifiers : [],
    ),
  );
  const usersOf = (id: string): number =>
    new Set(
      owners.flatMap(({ profile, person }) => {
        const ids = profiles.get(profile)?.ids ?? [];
        return ids.some((one) => one.id === id) && ids.some((one) => one.namespace === "user_id")
          ? person
          : [];
      }),
    ).size;
  const shared = new Set(
    truth.shared.flatMap(({ namespace, value, people: some }) =>
      some.length > 1 && (namespace === "device_id" || namespace === "anonymous_id")
        ? `${namespace} ${value.toLowerCase()}`
        : [],
    ),
  );
  const sharedHeld = [...anchored].filter((id) => {
    const { namespace, value } = values.get(id) ?? { namespace: "", value: "" };
    return shared.has(`${namespace} ${value.toLowerCase()}`) && usersOf(id) > 1;
  });
  return {
    seed,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    twoAnchors: customers.filter(
      ({ identifiers }) => identifiers.filter((id) => namespaceOf(id) === "user_id").length > 1,
    ).length,
    sharedHeld: sharedHeld.length,
    garbage: [...values.values()].filter(
      ({ namespace, value }) => truth.garbage[namespace]?.includes(value) === true,
    ).length,
  };
}

/** Which of a person's profiles hang together by what is theirs alone: a name of the part. */
function tiedBy(
  owners: readonly { readonly profile: string; readonly person: string }[],
  profiles: ReadonlyMap<string, ProfileEvidence>,
  shared: FeedTruth["shared"],
  values: ReadonlyMap<string, { readonly namespace: string; readonly value: string }>,
): (person: string, profile: string) => string {
  const others = new Set(
    shared.map(({ namespace, value }) => `${namespace} ${value.toLowerCase()}`),
  );
  const sets = createDisjointSets();
  for (const { profile, person } of owners) {
    sets.add(`${person} ${profile}`);
    for (const { id } of profiles.get(profile)?.ids ?? []) {
      const { namespace, value } = values.get(id) ?? { namespace: "", value: "" };
      if (others.has(`${namespace} ${value.toLowerCase()}`)) continue;
      sets.add(`${person} ${id}`);
      sets.join(`${person} ${profile}`, `${person} ${id}`);
    }
  }
  return (person, profile) => sets.rootOf(`${person} ${profile}`);
}

function pairs(labels: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
}
