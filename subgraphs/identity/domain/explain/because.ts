import type { TraceEdge } from "../trace.ts";
import type { Rules } from "../rules.ts";

/** What became of a tie or link, in words: the end of the sentence "They are one/two, because …". */
export function because(
  { kind, state, reason, weight }: TraceEdge,
  namespaces: { readonly a: string | null; readonly b: string | null },
  rules: Rules,
): string {
  switch (state) {
    case "used":
      return kind === "observed"
        ? "both were seen together in one record"
        : kind === "override"
          ? "somebody decided that they are one person"
          : `what is known of them is alike (${String(weight)} bits)`;
    case "refused":
      return refusal(reason, rules);
    case "expired":
      return `they were not seen together for longer than ${lifetimeOf(namespaces, rules)}`;
    case "generic":
      return `the ${namespaces.b ?? "value"} was seen with more company than the policy allows: it joins nobody`;
    case "blocked":
      return `the ${namespaces.b ?? "value"} is on the block list: it joins nobody`;
  }
}

function refusal(reason: TraceEdge["reason"], rules: Rules): string {
  switch (reason?.limit) {
    case "maxPerCustomer": {
      const most = rules.of(reason.namespace)?.maxPerCustomer ?? 0;
      return `together they would have more than ${String(most)} ${reason.namespace}, the most of one customer`;
    }
    case "cannot":
      return "somebody decided that they are two people";
    case "guard":
      return `as wholes they are not alike enough: ${reason.because}`;
    case undefined:
      return "the policy does not allow it";
  }
}

function lifetimeOf(
  { a, b }: { readonly a: string | null; readonly b: string | null },
  rules: Rules,
): string {
  const days = [a, b].flatMap((name) => (name === null ? [] : (rules.of(name)?.lifetime ?? [])));
  return days.length === 0 ? "their lifetime" : `${String(Math.min(...days))} days`;
}
