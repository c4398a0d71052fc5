import type { Caller } from "../../platform/caller.ts";
import type { CustomerGrant } from "../../platform/customer-scope.ts";
import type { Purpose } from "../../platform/purposes.ts";
import type { Receipt } from "./domain/receipt.ts";
import type { ConsentLoaders } from "./loaders.ts";
import type { RecordConsentInput } from "./types.generated.ts";

/** Records a decision for a caller: the pipeline's verb, handed in by the process. */
export type RecordConsent = (
  input: RecordConsentInput,
  caller: Caller,
) => Promise<{ readonly receipt: Receipt; readonly customer: string | null }>;

/** What the resolvers of one request share. */
export interface ConsentContext {
  readonly caller: Caller;
  readonly loaders: ConsentLoaders;
  readonly purposes: readonly Purpose[];
  /** The grant of a scope; throws `FORBIDDEN` for anything that identity did not make for this caller. */
  readonly grantOf: (scope: unknown) => CustomerGrant;
  readonly recordConsent: RecordConsent;
}
