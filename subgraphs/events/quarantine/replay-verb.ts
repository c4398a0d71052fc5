import type { Caller } from "../../../platform/caller.ts";
import type { QuarantinePlace } from "../domain/quarantine/quarantine-query.ts";
import type { QuarantineFilter, QuarantineResult } from "../types.generated.ts";

/** What to replay: waiting entries of a filter behind a place, or entries by id. */
export interface ReplayRequest {
  readonly filter: QuarantineFilter | null;
  /** Null where the filter says which. */
  readonly ids: readonly string[] | null;
  readonly after: QuarantinePlace | null;
  /** Says what would become of them, and changes nothing. */
  readonly dryRun: boolean;
}

/** What became of one entry. */
export type ReplayResult = QuarantineResult;

/** What became of a replay. */
export interface ReplayReport {
  readonly results: readonly ReplayResult[];
  /** How many entries of the filter wait behind the last one that was tried. */
  readonly left: number;
  /** Where to go on; null where nothing was tried. */
  readonly last: QuarantinePlace | null;
}

/** Sends what is in quarantine once more, on behalf of a caller: the pipeline's verb, handed in by the process. */
export type ReplayQuarantine = (request: ReplayRequest, caller: Caller) => Promise<ReplayReport>;
