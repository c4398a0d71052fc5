import { AppError } from "../../../platform/errors.ts";
import type { KnownComponents, Plan } from "./plan.ts";
import type { Rules } from "./rules.ts";

/** Throws `CONFLICT`, naming the limit, where a plan does not make one customer of two. */
export function checkMerged(
  { holders, trace }: Plan,
  customers: readonly string[],
  { profiles, identifiers }: Pick<KnownComponents, "profiles" | "identifiers">,
  rules: Rules,
): void {
  const own = profiles.filter(({ customer }) => customers.includes(customer));
  if (new Set(own.map(({ key }) => holders.get(key))).size === 1) return;
  const nodes = new Set([
    ...own.map(({ key }) => key),
    ...identifiers.flatMap(({ id, customer }) =>
      customer !== null && customers.includes(customer) ? id : [],
    ),
  ]);
  const refused = trace().find(
    ({ a, b, state }) => state === "refused" && nodes.has(a) && nodes.has(b),
  );
  throw new AppError("CONFLICT", `input: ${problemOf(refused?.reason ?? null, rules)}`, {
    field: "input",
  });
}

function problemOf(reason: ReturnType<Plan["trace"]>[number]["reason"], rules: Rules): string {
  if (reason?.limit === "maxPerCustomer") {
    const most = rules.of(reason.namespace)?.maxPerCustomer ?? 0;
    return `one customer may have ${String(most)} ${reason.namespace}, and these two have more; split what is not theirs first.`;
  }
  if (reason?.limit === "cannot")
    return `somebody decided that parts of these are two people; remove the override ${reason.link} first.`;
  return "what is known of these two does not let them be one customer.";
}
