import { createDisjointSets } from "../disjoint-sets.ts";
import type { FreshProfile, KnownComponents, Plan } from "../plan.ts";
import type { Rules } from "../rules.ts";
import type { FlowCounts } from "./flow-counts.ts";

/** What a plan changes, in numbers. */
export interface Changes extends Pick<FlowCounts, "stitches" | "merges" | "splits" | "gone"> {
  /** The customers of the plan that hold a profile that was known before. */
  readonly known: ReadonlySet<string>;
}

/**
 * Counts what a plan changes. `met` are the identifiers of the fresh profiles that evidence had before. A stitch is a
 * customer without an anchor whose profiles are a customer's with an anchor now; and within one batch profiles of new
 * identifiers, none an anchor, that a later profile of the batch ties to one. So it counts the same whether the two came
 * in one batch or in two.
 */
export function countChanges(
  plan: Pick<Plan, "holders" | "gone" | "identifiers">,
  fresh: readonly FreshProfile[],
  known: KnownComponents & { readonly met: ReadonlySet<string> },
  rules: Rules,
): Changes {
  const before = new Map(known.profiles.map(({ key, customer }) => [key, customer]));
  const into = new Map<string, Set<string>>();
  const outOf = new Map<string, Set<string>>();
  for (const [key, customer] of before) {
    const holder = plan.holders.get(key) ?? customer;
    put(into, holder, customer);
    put(outOf, customer, holder);
  }
  const isAnchor = (namespace: string): boolean => rules.of(namespace)?.class === "anchor";
  const anchoredBefore = new Set<string>();
  const anchoredNow = new Set<string>();
  const changed = new Set(plan.identifiers.map(({ id }) => id));
  for (const { id, namespace, customer } of known.identifiers) {
    if (!isAnchor(namespace) || customer === null) continue;
    anchoredBefore.add(customer);
    if (!changed.has(id)) anchoredNow.add(customer);
  }
  for (const { namespace, customer } of plan.identifiers)
    if (isAnchor(namespace) && customer !== null) anchoredNow.add(customer);
  let [merges, splits, stitches] = [0, 0, 0];
  for (const [holder, olds] of into) {
    merges += olds.size - 1;
    if (anchoredNow.has(holder))
      for (const old of olds) if (!anchoredBefore.has(old)) stitches += 1;
  }
  for (const holders of outOf.values()) splits += holders.size - 1;
  stitches += stitchedWithin(
    plan,
    fresh.filter(({ key }) => !before.has(key)),
    known.met,
    isAnchor,
    anchoredNow,
  );
  return { stitches, merges, splits, gone: plan.gone.length, known: new Set(into.keys()) };
}

/** Groups of new profiles without an anchor that a later new profile ties to one. */
function stitchedWithin(
  { holders }: Pick<Plan, "holders">,
  fresh: readonly FreshProfile[],
  met: ReadonlySet<string>,
  isAnchor: (namespace: string) => boolean,
  anchored: ReadonlySet<string>,
): number {
  const groups = createDisjointSets();
  const anonymous: FreshProfile[] = [];
  const named = new Map<string, number>();
  for (const profile of fresh) {
    const { identifiers, first } = profile;
    if (identifiers.some(({ namespace }) => isAnchor(namespace))) {
      for (const { id } of identifiers)
        named.set(id, Math.max(named.get(id) ?? 0, first.getTime()));
      continue;
    }
    if (identifiers.length === 0 || identifiers.some(({ id }) => met.has(id))) continue;
    anonymous.push(profile);
  }
  const seen = new Set<string>();
  for (const { identifiers } of anonymous)
    identifiers.forEach(({ id }, i) => {
      if (!seen.has(id)) groups.add(id);
      seen.add(id);
      if (i > 0) groups.join(identifiers[0]?.id ?? id, id);
    });
  const firsts = new Map<string, number>();
  const tied = new Map<string, number>();
  for (const { key, identifiers, first } of anonymous) {
    if (!anchored.has(holders.get(key) ?? "")) continue;
    const group = groups.rootOf(identifiers[0]?.id ?? "");
    firsts.set(group, Math.min(firsts.get(group) ?? Infinity, first.getTime()));
    for (const { id } of identifiers)
      tied.set(group, Math.max(tied.get(group) ?? 0, named.get(id) ?? 0));
  }
  return [...firsts].filter(([group, first]) => (tied.get(group) ?? 0) > first).length;
}

function put(sets: Map<string, Set<string>>, key: string, value: string): void {
  const some = sets.get(key);
  if (some === undefined) sets.set(key, new Set([value]));
  else some.add(value);
}
