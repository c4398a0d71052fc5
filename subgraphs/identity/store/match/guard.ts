import type { ClientSession } from "mongodb";
import type { Guard } from "../../domain/clusters.ts";
import type { LiveMatcher } from "../../domain/match/live-matcher.ts";
import type { Prepared } from "../../domain/match/prepare.ts";
import {
  planResolution,
  type FreshProfile,
  type KnownComponents,
  type Plan,
  type PlanOptions,
} from "../../domain/plan.ts";
import type { Rules } from "../../domain/rules.ts";
import type { IdentityStore } from "../collections.ts";
import { readRecords } from "./records.ts";

/** What planning needs beside what it plans. */
export interface PlanContext {
  readonly store: IdentityStore;
  readonly rules: Rules;
  /** Null where no model is at work. */
  readonly matcher: LiveMatcher | null;
}

/** The most records of a cluster that are looked at as a whole; those of the least keys. */
const MOST_RECORDS = 40;

/** Plans, with the word of the model where scored links tie what is planned. */
export async function planWith(
  fresh: readonly FreshProfile[],
  known: KnownComponents,
  { store, rules, matcher }: PlanContext,
  session?: ClientSession,
  anew?: PlanOptions["anew"],
): Promise<Plan> {
  const guard = await guardOf(known, store, matcher, session);
  return planResolution(fresh, known, rules, { guard, ...(anew === undefined ? {} : { anew }) });
}

/**
 * Two clusters join by score only where they are alike as wholes: the mean evidence of all cross pairs of their records
 * reaches the threshold (average linkage). So a chain of look-alikes falls apart where its ends disagree.
 */
async function guardOf(
  { profiles, links }: KnownComponents,
  store: IdentityStore,
  matcher: LiveMatcher | null,
  session: ClientSession | undefined,
): Promise<Guard | undefined> {
  if (!links.some(({ kind }) => kind === "scored")) return undefined;
  if (matcher?.joins !== true) return () => "no model is at work";
  const records = await readRecords(
    store,
    profiles.map(({ key }) => key),
    session,
  );
  const prepared = new Map(
    [...records].map(([key, { record }]) => [key, matcher.prepare(record)] as const),
  );
  const side = (keys: readonly string[]) =>
    [...keys]
      .sort()
      .flatMap((key) => prepared.get(key) ?? [])
      .slice(0, MOST_RECORDS);
  // Clusters only grow: of two that were asked about before, the answer is known.
  const answers = new Map<string, string | null>();
  return (a, b) => {
    const asked = [a, b]
      .map((keys) => `${keys[0] ?? ""} ${String(keys.length)}`)
      .sort()
      .join(" ");
    const known = answers.get(asked);
    if (known !== undefined) return known;
    const answer = answerFor(matcher, side(a), side(b));
    answers.set(asked, answer);
    return answer;
  };
}

function answerFor(
  matcher: LiveMatcher,
  a: readonly Prepared[],
  b: readonly Prepared[],
): string | null {
  const bits = matcher.between(a, b);
  const least = matcher.model.thresholds.auto;
  if (bits >= least) return null;
  return bits === -Infinity
    ? "two of their records can't be one person's"
    : `their records as wholes score ${bits.toFixed(1)} bits, less than ${String(least)}`;
}
