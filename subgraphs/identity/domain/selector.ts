import { badInput } from "../../../platform/errors.ts";
import type { Keys } from "../../../platform/keys.ts";
import { identifierKey, type RawIdentifier } from "./identify.ts";
import { normalise } from "./normalise.ts";
import type { Rules } from "./rules.ts";

/** The key of an identifier as somebody wrote it; throws `BAD_USER_INPUT` naming what is wrong with it. */
export function selectedKey(
  { namespace, value }: RawIdentifier,
  field: string,
  rules: Rules,
  keys: Keys,
): string {
  if (rules.of(namespace) === undefined) {
    const known = rules.byRank.map(({ name }) => name).join(", ");
    throw badInput(`${field}.namespace`, `is not known; there are ${known}`);
  }
  const normalised = normalise(namespace, value, rules);
  if (normalised.kind === "fault") throw badInput(`${field}.value`, normalised.reason);
  return identifierKey(namespace, normalised.value, keys);
}
