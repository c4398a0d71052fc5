import type { Labels } from "../../../../platform/labels.ts";
import type { ComputedDefinition } from "./definition.ts";
import { namesOf } from "./property-values.ts";

/** The labels of a computed trait: those of every property it is computed from or asks about, and of its value. */
export function labelsOfComputed(
  { written, inputs }: ComputedDefinition,
  value: unknown,
  labels: Labels,
): ReadonlySet<string> {
  const paths = inputs.flatMap(({ property, where }) => [
    ...(property === undefined ? [] : [property]),
    ...where.map((condition) => condition.property),
  ]);
  // What an address is compared with tells of an address, whatever the property is called.
  const compared = inputs.flatMap(({ where }) => where.map((condition) => condition.value));
  return new Set([
    ...labels.of(written.key, value),
    ...paths.flatMap(namesOf).flatMap((name) => [...labels.of(name, null)]),
    ...compared.flatMap((one) => [...labels.of("", one)]),
  ]);
}
