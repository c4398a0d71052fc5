import type { ValidateFunction } from "ajv";
import type { TraitRules } from "../../subgraphs/identity/index.ts";
import { createSchemas } from "./json-schemas.ts";
import type { CompiledPlan } from "./compile-plan.ts";
import { requiredBy } from "./required.ts";

type Plain = Readonly<Record<string, unknown>>;

/** What plans say of the traits that `identify` states: those required, and the schema of each by itself. */
export function createTraitRules(plans: readonly Pick<CompiledPlan, "plan">[]): TraitRules {
  const bySource = new Map<string, SourceRules>();
  for (const { plan } of plans) {
    const rules = rulesOf(plan);
    for (const source of plan.sources) bySource.set(source, rules);
  }
  return {
    requiredOf: (source) => bySource.get(source)?.required ?? [],
    isValid: (source, key, value) => bySource.get(source)?.schemas.get(key)?.(value) ?? null,
  };
}

interface SourceRules {
  readonly required: readonly string[];
  readonly schemas: ReadonlyMap<string, ValidateFunction>;
}

function rulesOf({ definitions, events }: CompiledPlan["plan"]): SourceRules {
  const ajv = createSchemas();
  const schemas = new Map<string, ValidateFunction>();
  const required: string[] = [];
  for (const { type, traits } of events) {
    if (type !== "identify" || traits === undefined) continue;
    required.push(...requiredBy(traits, definitions));
    const { properties } = traits;
    if (typeof properties !== "object" || properties === null) continue;
    for (const [name, schema] of Object.entries(properties as Plain))
      schemas.set(name, ajv.compile({ definitions, allOf: [schema] }));
  }
  return { required, schemas };
}
