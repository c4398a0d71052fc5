import { ACCEPTED, expectSame, NOW, read } from "./harness.ts";
import { oracle, type WorldEvent } from "./oracle.ts";
import type { Events } from "../../../../subgraphs/events/index.ts";

/** What a run of a property was given: events by profile, and dice for all that is left to chance. */
export interface Plan {
  readonly world: readonly (Omit<WorldEvent, "id" | "profile"> & { readonly profile: number })[];
  readonly dice: readonly number[];
  /** Events a batch. */
  readonly size: number;
  /** Whose each profile is, of four customers. */
  readonly owners: readonly number[];
}

/** The events of one run, apart from those of every other, and how they come. */
export interface Scattered {
  readonly all: readonly WorldEvent[];
  /** In any order; some events come twice. */
  readonly batches: readonly Batch[];
  /** What the dice say of a batch. */
  readonly die: (batch: number) => number;
  readonly name: (profile: number) => string;
}

/** What is stored together, and worked when it has happened. */
export interface Batch {
  readonly stored: readonly WorldEvent[];
  /** What had happened when it came. */
  readonly present: readonly WorldEvent[];
  /** What falls due between then and `NOW`; of the rest nobody knows yet. */
  readonly later: readonly WorldEvent[];
}

/** Scatters a run's events over batches. */
export function scatter(run: number, { world, dice, size }: Plan): Scattered {
  const name = (profile: number): string => `p${String(run)}-${String(profile)}`;
  const die = (i: number): number => dice[i % dice.length] ?? 0;
  const all = world.map((one, i): WorldEvent => ({
    ...one,
    id: `e${String(run)}-${String(i)}`,
    profile: name(one.profile),
  }));
  const sent = [...all, ...all.slice(0, 3)]
    .map((one, i) => ({ one, at: die(i) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
  const batches: Batch[] = [];
  for (let at = 0; at < sent.length; at += size) {
    const stored = sent.slice(at, at + size);
    const present = stored.filter((one) => one.at <= ACCEPTED);
    const later = stored.filter((one) => one.at > ACCEPTED && one.at <= NOW);
    batches.push({ stored, present, later });
  }
  return { all, batches, die, name };
}

/** Compares what four customers come to with what the oracle says of their events. */
export async function expectOracle(
  by: Events,
  { all, name }: Scattered,
  { owners }: Plan,
  now: number,
): Promise<void> {
  const customers = [0, 1, 2, 3].map((owner) =>
    owners.flatMap((one, profile) => (one === owner ? name(profile) : [])),
  );
  const found = await read(by, customers);
  customers.forEach((profiles, i) => {
    const own = all.filter(({ profile }) => profiles.includes(profile));
    expectSame(found[i] ?? {}, oracle(own, now));
  });
}
