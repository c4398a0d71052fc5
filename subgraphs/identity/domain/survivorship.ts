import { z } from "zod";
import type { Statement } from "./statement.ts";

const newest = z.strictObject({ rule: z.literal("newest") });
const sourcePriority = z.strictObject({
  rule: z.literal("source_priority"),
  sources: z
    .array(z.string().min(1))
    .min(1)
    .max(100)
    .refine((sources) => new Set(sources).size === sources.length, "two are the same"),
});
const mostFrequent = z.strictObject({ rule: z.literal("most_frequent") });
const longest = z.strictObject({ rule: z.literal("longest") });

/** The survivorship part of the policy document: by trait, which of its statements is in force. */
export const survivorshipSchema = z.strictObject({
  default: z
    .union(
      [
        z.literal("newest").transform((rule) => ({ rule })),
        z.discriminatedUnion("rule", [newest, sourcePriority]),
      ],
      {
        error:
          "must be newest or source_priority with its sources; the other rules read every statement, so they are given by field",
      },
    )
    .default({ rule: "newest" }),
  fields: z
    .record(
      z.string().min(1),
      z.discriminatedUnion("rule", [newest, sourcePriority, mostFrequent, longest]),
    )
    .default({}),
});

/** Which of a trait's statements is in force, by rules for single traits and one for the rest. */
export type SurvivorshipPolicy = z.infer<typeof survivorshipSchema>;

/**
 * How the statement in force is chosen. Statements are ordered by event time, then by event id; among equals the later
 * one wins. A null takes back: under `source_priority` what its own source stated before it, otherwise everything that
 * was stated before it.
 *
 * - `newest`: the last one.
 * - `source_priority`: the last one of the strongest source that has one; sources that are not listed come last.
 * - `most_frequent`: of the value that was stated most often.
 * - `longest`: of the value with the most characters (of other values than text: of their JSON).
 */
export type SurvivorshipRule = SurvivorshipPolicy["fields"][string];

/** A survivorship policy, ready to be asked. */
export interface Survivorship {
  ruleOf(trait: string): SurvivorshipRule;
  /** The traits whose rule must see every statement; for the others the last one of each source is enough. */
  readonly counted: ReadonlySet<string>;
}

/** The policy where a deployment states none: the newest. */
export const defaultSurvivorship: SurvivorshipPolicy = { default: { rule: "newest" }, fields: {} };

/** Compiles a policy. */
export function compileSurvivorship(policy: SurvivorshipPolicy): Survivorship {
  const fields = new Map(Object.entries(policy.fields));
  const counted = [...fields].flatMap(([name, { rule }]) =>
    rule === "most_frequent" || rule === "longest" ? name : [],
  );
  return {
    ruleOf: (trait) => fields.get(trait) ?? policy.default,
    counted: new Set(counted),
  };
}

/** Takes the next statement, in order; answers which one is in force from there on, null where none is. */
export type Survivor = (next: Statement) => Statement | null;

/** Follows a rule over the statements of one trait. */
export function createSurvivor(rule: SurvivorshipRule): Survivor {
  switch (rule.rule) {
    case "newest":
      return (next) => (next.value === null ? null : next);
    case "source_priority":
      return bySource(rule.sources);
    case "most_frequent": {
      const counts = new Map<string, number>();
      return byWeight(
        ({ value }) => {
          const text = JSON.stringify(value);
          const count = (counts.get(text) ?? 0) + 1;
          counts.set(text, count);
          return count;
        },
        () => {
          counts.clear();
        },
      );
    }
    case "longest":
      return byWeight(
        ({ value }) => Array.from(typeof value === "string" ? value : JSON.stringify(value)).length,
        () => undefined,
      );
  }
}

/** The statement in force of all of a trait's, which come in order; null where none is. */
export function survivorOf(
  rule: SurvivorshipRule,
  statements: readonly Statement[],
): Statement | null {
  const survivor = createSurvivor(rule);
  let inForce: Statement | null = null;
  for (const statement of statements) inForce = survivor(statement);
  return inForce;
}

/** The rank of a source: 0 is the strongest; those that are not listed share the last place. */
export function rankOf(source: string, sources: readonly string[]): number {
  const place = sources.indexOf(source);
  return place === -1 ? sources.length : place;
}

function bySource(sources: readonly string[]): Survivor {
  const held = new Map<string, Statement>();
  return (next) => {
    // Taken out and put in again, so that the map is ordered by the last statement.
    held.delete(next.source);
    if (next.value !== null) held.set(next.source, next);
    let best: Statement | null = null;
    for (const one of held.values())
      if (best === null || rankOf(one.source, sources) <= rankOf(best.source, sources)) best = one;
    return best;
  };
}

function byWeight(weigh: (next: Statement) => number, forget: () => void): Survivor {
  let best: Statement | null = null;
  let most = 0;
  return (next) => {
    if (next.value === null) {
      best = null;
      most = 0;
      forget();
      return null;
    }
    const weight = weigh(next);
    if (best === null || weight >= most) {
      best = next;
      most = weight;
    }
    return best;
  };
}
