import type { MaskReason } from "../../../../platform/labels.ts";
import type { ComputedDefinition } from "./definition.ts";

/** A computed trait of one customer, as its resolvers read it. */
export interface ComputedTraitRecord {
  readonly key: string;
  readonly version: number;
  /** Null where it is masked, or where nothing gives it a value. */
  readonly value: unknown;
  readonly masked: boolean;
  readonly maskedBecause: MaskReason | null;
  readonly definition: ComputedDefinition;
}
