import type { PlanCode } from "../wire/wire-event.ts";
import type { PlanMode } from "./tracking-plan.ts";

/** One breach of a plan by one event. Its words are the plan's and the field's names, never a value that was sent. */
export interface PlanViolation {
  readonly code: PlanCode;
  /** `properties.products[0].price`; null where the event as a whole is meant. */
  readonly field: string | null;
  /** What the plan does about it. */
  readonly mode: PlanMode;
  /** What is wrong and what to do. */
  readonly message: string;
}
