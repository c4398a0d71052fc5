import { badInput } from "../../../platform/errors.ts";
import type { TraitOperator } from "../types.generated.ts";
import type { Scalar } from "./rule.ts";

const MOST_VALUES = 100;
const LONGEST = 1_000;

/** What a trait may be compared with, by operator; throws `BAD_USER_INPUT` naming the place. */
export function checkTraitValue(
  op: TraitOperator,
  value: unknown,
  place: string,
): Scalar | readonly Scalar[] {
  if (op === "IN") {
    if (!Array.isArray(value) || value.length === 0 || value.length > MOST_VALUES)
      throw badInput(place, `must be a list of 1 to ${String(MOST_VALUES)} values for IN`);
    return value.map((one: unknown, i) => scalar(one, `${place}[${String(i)}]`));
  }
  const checked = scalar(value, place);
  if (op === "EXISTS" && typeof checked !== "boolean")
    throw badInput(place, "must be true or false for EXISTS");
  if (op === "CONTAINS" && typeof checked !== "string")
    throw badInput(place, "must be a string for CONTAINS");
  if (["LT", "LTE", "GT", "GTE"].includes(op) && typeof checked === "boolean")
    throw badInput(place, `must be a number or a string for ${op}`);
  return checked;
}

function scalar(value: unknown, place: string): Scalar {
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "string" && value.length <= LONGEST) return value;
  throw badInput(
    place,
    `must be a number, true, false, or a string of at most ${String(LONGEST)} characters`,
  );
}
