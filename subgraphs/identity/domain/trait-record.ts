import type { MaskReason } from "../../../platform/labels.ts";
import type { CustomerRecord } from "./customer-record.ts";
import type { TraitPart } from "./traits-in-force.ts";

/** A trait as its resolvers read it: as it stands, as it is shown, and whose it is. */
export interface TraitRecord {
  readonly key: string;
  /** As it is shown: null where it is masked, or was taken back. */
  readonly value: unknown;
  readonly source: string;
  readonly updatedAt: Date;
  readonly masked: boolean;
  readonly maskedBecause: MaskReason | null;
  readonly part: TraitPart;
  readonly customer: CustomerRecord;
}
