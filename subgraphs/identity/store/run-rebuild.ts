import type { ClientSession } from "mongodb";
import type { Database } from "../../../platform/mongo.ts";
import { insertOperation, newOperationId } from "./ledger.ts";
import {
  dropCustomers,
  rebuildPage,
  strayCustomers,
  type Differences,
  type RebuildContext,
} from "./rebuild.ts";
import { repeating } from "./repeating.ts";
import { noteRebuild, openRebuild } from "./rebuild-state.ts";
import { walkComponents } from "./walk.ts";

/** What a rebuild is asked for. */
export interface RebuildOptions {
  /** Compares and writes nothing. */
  readonly verify: boolean;
  /** Told after each page: profiles met so far. */
  readonly onProgress?: (profiles: number) => void;
}

/** What a rebuild found; without `verify` it is repaired. */
export interface RebuildReport {
  readonly profiles: number;
  readonly differences: Differences;
}

/** What running a rebuild needs. */
export interface RunRebuildContext extends RebuildContext {
  readonly database: Pick<Database, "transaction">;
  readonly clock: () => Date;
}

/**
 * Works everything out from its evidence, component by component, and compares with what is stored. A repair goes page
 * by page, each a transaction that collides with resolutions of the same people; one that was broken off goes on where
 * it was, as long as the policy is the same.
 */
export async function runRebuild(
  { verify, onProgress }: RebuildOptions,
  context: RunRebuildContext,
): Promise<RebuildReport> {
  const { store, rules } = context;
  const after = verify ? null : await openRebuild(store, rules);
  const sum = { profiles: 0, identifiers: 0, customers: 0 };
  let profiles = 0;
  for await (const page of walkComponents(store, after)) {
    let { differences } = await rebuildPage(page.profiles, context);
    if (!verify && isAny(differences)) differences = await repairPage(page.profiles, context);
    if (!verify) await noteRebuild(store, rules, page.last);
    sum.profiles += differences.profiles;
    sum.identifiers += differences.identifiers;
    sum.customers += differences.customers;
    profiles += page.profiles.length;
    onProgress?.(profiles);
  }
  const stray = await strayCustomers(store);
  sum.customers += stray.length;
  if (!verify) {
    await dropCustomers(store, stray);
    await noteRebuild(store, rules, null);
  }
  return { profiles, differences: sum };
}

function isAny({ profiles, identifiers, customers }: Differences): boolean {
  return profiles + identifiers + customers > 0;
}

async function repairPage(
  profiles: readonly string[],
  context: RunRebuildContext,
): Promise<Differences> {
  const { database, store, clock } = context;
  const work = async (session: ClientSession): Promise<Differences> => {
    const { plan, differences, repair } = await rebuildPage(profiles, context, session);
    if (!isAny(differences)) return differences;
    await repair(session);
    const { changed, gone } = plan;
    const told = {
      kind: "rebuild",
      actor: "rebuild",
      reason: "",
      at: clock(),
      changed,
      gone,
    } as const;
    const nothing = { links: [], undid: [], before: [], after: [] };
    if (changed.length + gone.length > 0)
      await insertOperation(store, { _id: newOperationId(), ...told, ...nothing }, session);
    return differences;
  };
  return repeating(database, work, "progress");
}
