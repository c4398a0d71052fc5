import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../../../platform/errors.ts";
import type { Database } from "../../../platform/mongo.ts";
import { defaultPolicy, type Evidence } from "../../../subgraphs/identity/index.ts";
import { empty, identityOver, storedIdentity, toEvidence } from "./harness.ts";

/** What a round of overlapping workers left. */
export interface OverlapResult {
  /** Identifiers or profiles of the evidence that are not stored. */
  readonly lost: number;
  /** Profiles that a customer does not hold, or count: those of all customers add up to the profiles, each once. */
  readonly miscounted: number;
  /** Ids that were answered, and lead to nobody. */
  readonly unresolved: number;
  /** Differences from working everything out anew. */
  readonly differences: number;
  /** How often a batch was left for later. */
  readonly parked: number;
}

const PEOPLE = 60;
const BATCHES = 2;
const PAIRS = 2;

/**
 * Many workers, each with a port of its own as if it were a process, resolve pairs of few identifiers at once: users,
 * addresses and visitors, so that customers merge, meet limits and are turned generic under each other's hands.
 */
export async function overlap(
  database: Database,
  workers: number,
  seed: number,
): Promise<OverlapResult> {
  await empty(database);
  const random = randomOf(seed);
  const any = (): { namespace: string; value: string } => {
    const person = String(Math.floor(random() * PEOPLE));
    const kind = Math.floor(random() * 4);
    return kind === 0
      ? { namespace: "user_id", value: `u${person}` }
      : kind === 1
        ? { namespace: "email", value: `p${person}@mailhaven.de` }
        : { namespace: "anonymous_id", value: `visit-${person}-${String(kind)}` };
  };
  const all: Evidence[] = [];
  const answered = new Set<string>();
  let parked = 0;
  const lanes = Array.from({ length: workers }, (_, worker) => {
    const identity = identityOver(database, defaultPolicy);
    const batches = Array.from({ length: BATCHES }, (__, batch) =>
      Array.from({ length: PAIRS }, (___, i) =>
        toEvidence(identity, `e${[worker, batch, i].join("-")}`, {
          identifiers: [any(), any()],
          minute: Math.floor(random() * 10_000),
        }),
      ).filter((one) => one !== null),
    );
    all.push(...batches.flat());
    return async (): Promise<void> => {
      for (const batch of batches)
        for (let done = false; !done;)
          try {
            const { customerOf, gone } = await identity.resolve(batch);
            for (const id of [...customerOf.values(), ...gone]) answered.add(id);
            done = true;
          } catch (error) {
            // As the worker of the pipeline does: parked, and worked again.
            if (!(error instanceof AppError && error.code === "UNAVAILABLE")) throw error;
            parked += 1;
            await sleep(20 + Math.random() * 50);
          }
    };
  });
  await Promise.all(lanes.map((lane) => lane()));

  const { profiles, identifiers, customers } = await storedIdentity(database);
  const ids = new Set(identifiers.map(({ _id }) => _id));
  const keys = new Set(profiles.map(({ _id }) => _id));
  const counted = new Map<string, number>();
  for (const { customer } of profiles) counted.set(customer, (counted.get(customer) ?? 0) + 1);
  const identity = identityOver(database, defaultPolicy);
  const found = await identity.find([...answered].map((id) => ({ id })));
  const { differences } = await identity.rebuild({ verify: true });
  return {
    lost: all.filter(
      ({ profile, identifiers: own }) => !keys.has(profile) || own.some(({ id }) => !ids.has(id)),
    ).length,
    miscounted:
      customers.filter(({ _id, profiles: n }) => counted.get(_id) !== n).length +
      Math.abs(counted.size - customers.length),
    // An identifier that turned generic is nobody's by itself: its id answers that it is ambiguous.
    unresolved: found.filter((one, i) => one === null && !isGeneric([...answered][i] ?? "")).length,
    differences: Object.values(differences).reduce<number>((sum, n) => sum + Number(n), 0),
    parked,
  };

  function isGeneric(id: string): boolean {
    return identifiers.some((one) => one._id === id && one.customer === null);
  }
}

function randomOf(seed: number): () => number {
  let state = Math.imul(seed, 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
