import { carriedBy } from "./carriers.ts";
import { GARBAGE } from "./hazards/garbage.ts";
import type { Delivery } from "./hazards/delivery.ts";
import type { HazardCount } from "./hazards/tally.ts";
import { ownIdentifiers, type OwnIdentifier, type OwnIdentifiers } from "./own-identifiers.ts";
import type { Person } from "./people/person.ts";
import type { SharedKind, SharedValue } from "./people/registry.ts";
import type { Choices } from "./sources/consents.ts";
import type { World } from "./world.ts";

/** Who is who in a feed: kept aside, never in the records. */
export interface FeedTruth {
  readonly people: readonly TruePerson[];
  /** Values that several people use, and a till's, which nobody's are. */
  readonly shared: readonly SharedValue[];
  /** Values that identify nobody, by namespace. */
  readonly garbage: Readonly<Record<string, readonly string[]>>;
  /** Source, then message id, then the person; null where nobody can tell from the record. */
  readonly records: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  /** How often each hazard was put in, out of how many chances. */
  readonly hazards: Readonly<Record<string, HazardCount>>;
}

/** One person, as they really are. */
export interface TruePerson {
  readonly id: string;
  readonly household: string;
  /** What the records carry that is theirs alone. */
  readonly identifiers: readonly OwnIdentifier[];
  /** What they use with others; with whom is said in `FeedTruth.shared`. */
  readonly shared: readonly {
    readonly namespace: string;
    readonly value: string;
    readonly kind: SharedKind;
  }[];
  /** Their own latest decision on each purpose: granted (true) or denied. Without an entry they never decided. */
  readonly consents: Choices;
}

/** Reads the truth off the records, with what was known when they were made. */
export function truthOf(
  deliveries: readonly Delivery[],
  people: readonly Person[],
  consents: ReadonlyMap<string, Choices>,
  { registry, tally }: World,
): FeedTruth {
  const sharedBy = new Set(registry.shared().map((one) => key(one.namespace, one.value)));
  const own = new Map<string, OwnIdentifiers>();
  const isOwn = (namespace: string, plain: string, written: string): boolean =>
    !sharedBy.has(key(namespace, plain)) && GARBAGE[namespace]?.includes(written) !== true;
  const records: Record<string, Record<string, string | null>> = {};
  for (const { person, record } of deliveries) {
    (records[record.source] ??= {})[record.event.messageId] = person;
    if (person === null) continue;
    let mine = own.get(person);
    if (mine === undefined) own.set(person, (mine = ownIdentifiers(isOwn)));
    mine.add(carriedBy(record.event));
  }
  const sharedOf = new Map<string, SharedValue[]>();
  for (const one of registry.shared())
    for (const person of one.people) sharedOf.set(person, [...(sharedOf.get(person) ?? []), one]);
  return {
    people: people.map(({ id, household }) => ({
      id,
      household: household.id,
      identifiers: own.get(id)?.list() ?? [],
      shared: (sharedOf.get(id) ?? []).map(({ namespace, value, kind }) => ({
        namespace,
        value,
        kind,
      })),
      consents: consents.get(id) ?? {},
    })),
    shared: registry.shared(),
    garbage: GARBAGE,
    records,
    hazards: tally.counts(),
  };
}

function key(namespace: string, value: string): string {
  return `${namespace}\n${value}`;
}
