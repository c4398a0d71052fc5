import { requireScope } from "../../../platform/caller.ts";
import { AppError, badInput } from "../../../platform/errors.ts";
import type { IdentityContext } from "../context.ts";
import { identityPolicySchema } from "../domain/policy.ts";
import type { PolicySimulation, QuerySimulateIdentityPolicyArgs } from "../types.generated.ts";

const MOST = 200_000;
const MOST_BY_DEFAULT = 50_000;

/** What another identity policy would change. */
export function policySimulation(
  _: unknown,
  { draft, most }: QuerySimulateIdentityPolicyArgs,
  { caller, simulate }: IdentityContext,
): Promise<PolicySimulation> {
  requireScope(caller, "identity:write");
  const limit = most ?? MOST_BY_DEFAULT;
  if (limit < 1 || limit > MOST) throw badInput("most", `must be 1 to ${String(MOST)}`);
  const parsed = identityPolicySchema.safeParse(draft);
  if (!parsed.success)
    throw new AppError(
      "BAD_USER_INPUT",
      parsed.error.issues
        .map(({ path, message }) => `${["draft", ...path].join(".")}: ${message}`)
        .join("\n"),
      { field: "draft" },
    );
  return simulate(parsed.data, limit);
}
