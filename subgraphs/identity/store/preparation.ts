import type { Plan } from "../domain/plan.ts";
import type { LinkDocument, OperationDocument } from "./collections.ts";
import type { Touched } from "./touched.ts";

/** What an operation is to write, before the partition that follows from it is known. */
export interface Prepared {
  readonly touched: Touched;
  readonly made: readonly LinkDocument[];
  readonly removed: readonly LinkDocument[];
  readonly undid: readonly string[];
  /** Throws where the partition is not what was asked for. */
  readonly check: (plan: Plan) => void;
}

/** Something to do, or what did it before. */
export type Preparation =
  | ({ readonly kind: "open" } & Prepared)
  | { readonly kind: "done"; readonly operation: OperationDocument };
