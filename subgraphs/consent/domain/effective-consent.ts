import {
  combineDecisions,
  isInForce,
  type ConsentStatus,
  type LawfulBasis,
  type Purpose,
} from "../../../platform/purposes.ts";
import type { StoredDecision } from "./receipt.ts";

/** The effective consent of a customer for a purpose. */
export interface EffectiveConsent {
  readonly purpose: string;
  readonly status: ConsentStatus;
  readonly basis: LawfulBasis;
  readonly inForce: boolean;
  readonly decidedAt: Date | null;
  readonly source: string | null;
}

/** Combines what a customer's identifiers decided on a purpose: a denial in force wins, silence is neutral. */
export function effectiveConsent(
  { id, basis }: Purpose,
  decisions: readonly StoredDecision[],
): EffectiveConsent {
  const status = combineDecisions(decisions);
  const decisive = decisions
    .filter(({ d }) => d === (status === "DENIED" ? 1 : 0))
    .sort((a, b) => b.t.getTime() - a.t.getTime() || (a.s < b.s ? 1 : -1))[0];
  return {
    purpose: id,
    status,
    basis,
    inForce: isInForce(basis, status),
    decidedAt: decisive?.t ?? null,
    source: decisive?.s ?? null,
  };
}
