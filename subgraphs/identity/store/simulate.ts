import type { RebuildContext } from "./rebuild.ts";
import { rebuildPage } from "./rebuild.ts";
import { walkComponents } from "./walk.ts";

/** Customers that another policy would merge or split: ids of now, ids of then. */
export interface PolicyChange {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What another policy would change. */
export interface PolicySimulation {
  /** The profiles that were looked at. */
  readonly profiles: number;
  /** False where there are more. */
  readonly complete: boolean;
  /** Customers of the new policy that hold what several have now. */
  readonly merges: number;
  /** Customers of now whose profiles would be held by several. */
  readonly splits: number;
  /** Some of them. */
  readonly sample: readonly PolicyChange[];
}

const SAMPLE = 20;

/** Works everybody out by other rules, as a rebuild would, and writes nothing. */
export async function simulate(context: RebuildContext, most: number): Promise<PolicySimulation> {
  const merges: PolicyChange[] = [];
  const splits: PolicyChange[] = [];
  const counts = { profiles: 0, merges: 0, splits: 0 };
  for await (const page of walkComponents(context.store, null)) {
    if (counts.profiles >= most) return answer(false);
    const { plan, before } = await rebuildPage(page.profiles, context);
    const now = new Map([...before].map(([key, { customer }]) => [key, customer]));
    const isOwn = (component: string): boolean => page.components.has(component);
    // A page may reach into others: a merge is counted with the least of its components, a split with its only one.
    for (const { keys, places } of groups(plan.holders, now)) {
      const components = keys.flatMap((key) => before.get(key)?.component ?? []).sort();
      if (places.length > 1 && isOwn(components[0] ?? "")) {
        counts.merges += 1;
        const after = [...new Set(keys.flatMap((key) => plan.holders.get(key) ?? []))].sort();
        if (merges.length < SAMPLE) merges.push({ before: places, after });
      }
    }
    for (const { keys, places } of groups(now, plan.holders))
      if (places.length > 1 && isOwn(before.get(keys[0] ?? "")?.component ?? "")) {
        counts.splits += 1;
        const own = [...new Set(keys.flatMap((key) => now.get(key) ?? []))];
        if (splits.length < SAMPLE) splits.push({ before: own, after: places });
      }
    counts.profiles += page.profiles.length;
  }
  return answer(true);

  function answer(complete: boolean): PolicySimulation {
    return { ...counts, complete, sample: [...merges, ...splits] };
  }
}

/** The keys that one map puts together, and the places that another has for them, ascending. */
function groups(
  by: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
): { readonly keys: readonly string[]; readonly places: readonly string[] }[] {
  const grouped = new Map<string, string[]>();
  for (const [key, group] of by) {
    const known = grouped.get(group);
    if (known === undefined) grouped.set(group, [key]);
    else known.push(key);
  }
  return [...grouped.values()].map((keys) => ({
    keys,
    places: [...new Set(keys.flatMap((key) => other.get(key) ?? []))].sort(),
  }));
}
