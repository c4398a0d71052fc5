import { z } from "zod";

/** The bases of GDPR art. 6 (1). */
export type LawfulBasis =
  | "CONSENT"
  | "CONTRACT"
  | "LEGAL_OBLIGATION"
  | "VITAL_INTERESTS"
  | "PUBLIC_TASK"
  | "LEGITIMATE_INTERESTS";

/** What is decided about a purpose across a customer's identifiers. */
export type ConsentStatus = "GRANTED" | "DENIED" | "UNKNOWN";

/** Why data may be used. */
export interface Purpose {
  readonly id: string;
  readonly description: string;
  readonly basis: LawfulBasis;
}

/** The purposes part of the policy document. */
export const purposesSchema = z
  .array(
    z.strictObject({
      id: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/, "must be 1 to 64 of a–z, 0–9, - and _"),
      description: z.string().min(1).max(500),
      basis: z.enum([
        "CONSENT",
        "CONTRACT",
        "LEGAL_OBLIGATION",
        "VITAL_INTERESTS",
        "PUBLIC_TASK",
        "LEGITIMATE_INTERESTS",
      ]),
    }),
  )
  .min(1);

/**
 * Whether data may be used for a purpose, by its basis and what the person decided. Consent needs a grant;
 * legitimate interests end with an objection (GDPR art. 21); a contract or a duty does not ask.
 */
export function isInForce(basis: LawfulBasis, status: ConsentStatus): boolean {
  if (basis === "CONSENT") return status === "GRANTED";
  if (basis === "LEGITIMATE_INTERESTS") return status !== "DENIED";
  return true;
}

/** One decision on one purpose by one identifier: when, and whether it was a denial. */
export interface Decision {
  /** Event time. */
  readonly t: Date;
  /** 1 for a denial, 0 for a grant: among decisions of one instant the greater one is in force. */
  readonly d: 0 | 1;
}

/** The status across the decisions in force of a customer's identifiers: a denial wins, none is `UNKNOWN`. */
export function combineDecisions(decisions: Iterable<Pick<Decision, "d">>): ConsentStatus {
  let status: ConsentStatus = "UNKNOWN";
  for (const { d } of decisions) {
    if (d === 1) return "DENIED";
    status = "GRANTED";
  }
  return status;
}
