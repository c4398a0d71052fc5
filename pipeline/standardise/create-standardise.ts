import { isPlain, type Plain } from "../../platform/plain.ts";
import type { Standardise } from "../acceptance/standardise.ts";
import { personTraits } from "../wire/identifiers.ts";
import type { TrackingPlan } from "../plans/tracking-plan.ts";
import { createApplyRule } from "./apply-rule.ts";
import { country } from "./country.ts";
import { createRuleOf, type RuleOf } from "./fields.ts";
import { STANDARD } from "./rules.ts";
import { standardiseTree, type Findings, type TreeSetting } from "./standardise-tree.ts";

/** What standardising is handed. */
export interface StandardiseDependencies {
  /** The country that values are taken to be written in where neither the person's nor the plan's is known. */
  readonly defaultRegion: string | null;
  readonly plans: readonly { readonly plan: TrackingPlan }[];
}

/** How many remarks an event is answered with. */
const MOST_NOTES = 10;

/**
 * Makes the step that brings the texts of `properties`, `traits` and `context.traits` into their standard form, by the
 * name of the field. What an event says of another field's region aside, each value depends on itself alone; doing it
 * twice is doing it once; and what was sent in the place of a changed value is handed on beside it.
 */
export function createStandardise({ defaultRegion, plans }: StandardiseDependencies): Standardise {
  const apply = createApplyRule();
  const shipped = createRuleOf({});
  const bySource = new Map<string, { readonly ruleOf: RuleOf; readonly region: string | null }>();
  for (const { plan } of plans)
    for (const source of plan.sources)
      bySource.set(source, {
        ruleOf: createRuleOf(plan.normalise),
        region: plan.region ?? defaultRegion,
      });
  const unplanned = { ruleOf: shipped, region: defaultRegion };
  return (event, source) => {
    const { ruleOf, region } = bySource.get(source) ?? unplanned;
    const found: Findings = { originals: null, problems: null };
    const own = countryOf(personTraits(event));
    const setting: TreeSetting = { apply, ruleOf, region: own ?? region, found };
    const properties = standardiseTree("properties", event.properties, "event", setting);
    // What a group call states is its group's, not a person's.
    const whose = event.type === "group" ? "event" : "person";
    const traits = standardiseTree("traits", event.traits, whose, setting);
    const stated = event.context["traits"];
    const said = isPlain(stated)
      ? standardiseTree("context.traits", stated, "person", setting)
      : stated;
    const context = said === stated ? event.context : { ...event.context, traits: said };
    return {
      standard: STANDARD,
      originals: found.originals,
      notes: notesOf(found),
      event: found.originals === null ? event : { ...event, properties, traits, context },
    };
  };
}

function notesOf({ problems }: Findings): readonly string[] {
  if (problems === null) return NOTHING;
  return [...problems]
    .filter(([path]) => !TOLD_BY_IDENTITY.has(path))
    .slice(0, MOST_NOTES)
    .map(([path, problem]) => `${path}: ${problem}`);
}

const NOTHING: readonly string[] = [];

// Identity says of these why they identify nobody.
const TOLD_BY_IDENTITY = new Set(
  ["email", "phone"].flatMap((name) => [`traits.${name}`, `context.traits.${name}`]),
);

/** The country that somebody is said to live in, however it is written; null where it is not. */
function countryOf(traits: Plain): string | null {
  const address = isPlain(traits["address"]) ? traits["address"] : {};
  for (const stated of [traits["country"], traits["countryCode"], address["country"]]) {
    if (typeof stated !== "string" || stated.length > 100) continue;
    const read = country(stated, null);
    if (read.kind === "value") return String(read.value);
  }
  return null;
}
