/** What the quarantine command asks the graph. */
export const LIST = `query ($filter: QuarantineFilter, $first: Int, $after: String) {
  quarantine(filter: $filter, first: $first, after: $after) {
    nodes { id state source receivedAt attempts messageId error { code message } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** One entry, with everything that this token may see. */
export const SHOW = `query ($id: ID!) {
  quarantinedEvent(id: $id) {
    id state source messageId receivedAt error { code field message plan }
    attempts lastAttempt { at client outcome error { code field message plan } }
    eventId settledAt settledBy discardReason
    patches { at client patch } original body withheld
  }
}`;

/** Changes entries. */
export const PATCH = `mutation ($ids: [ID!]!, $patch: JSON!) {
  results: patchQuarantined(ids: $ids, patch: $patch) { id outcome error { code message } }
}`;

/** Settles entries. */
export const DISCARD = `mutation ($ids: [ID!]!, $reason: String!) {
  results: discardQuarantined(ids: $ids, reason: $reason) { id outcome error { code message } }
}`;

/** Sends entries once more. */
export const REPLAY = `mutation ($filter: QuarantineFilter, $ids: [ID!], $after: String, $dryRun: Boolean) {
  replay: replayQuarantine(filter: $filter, ids: $ids, after: $after, dryRun: $dryRun) {
    replayed failed skipped left endCursor results { id outcome error { code message } }
  }
}`;

/** The outcomes that a change is after. */
export const CHANGED: ReadonlySet<string> = new Set(["PATCHED", "DISCARDED"]);

/** A fault, as the command shows it. */
interface FaultRow {
  readonly code: string;
  readonly message: string;
}

/** What became of one entry. */
export interface ResultRow {
  readonly id: string;
  readonly outcome: string;
  readonly error: FaultRow | null;
}

/** A page of the list. */
export interface ListAnswer {
  readonly quarantine: {
    readonly nodes: readonly {
      readonly id: string;
      readonly state: string;
      readonly source: string;
      readonly receivedAt: string;
      readonly attempts: number;
      readonly messageId: string;
      readonly error: FaultRow;
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** What a call of the replay did. */
export interface ReplayAnswer {
  readonly replay: {
    readonly replayed: number;
    readonly failed: number;
    readonly skipped: number;
    readonly left: number;
    readonly endCursor: string | null;
    readonly results: readonly ResultRow[];
  };
}
