import { decodeCursor, encodeCursor } from "../../../../platform/cursor.ts";
import type { QuarantineFilter } from "../../types.generated.ts";
import type { QuarantineEntry, QuarantineState } from "./quarantine-entry.ts";

/** A condition in the database's own language. */
type Condition = Record<string, unknown>;

/** A place in the list: that of an entry. */
export interface QuarantinePlace {
  readonly receivedAt: Date;
  readonly id: string;
}

/**
 * Where none is asked for, all are named: in the indexes of what else is asked for the state stands before the time, and
 * this way the server merges the three parts in order, and reads a page and no more.
 */
const ANY_STATE: { readonly $in: readonly QuarantineState[] } = {
  $in: ["WAITING", "REPLAYED", "DISCARDED"],
};

/** The entries that a filter means. */
export function filterCondition(filter: QuarantineFilter | null | undefined): Condition {
  const { source, reason, plan, field, state, since, until } = filter ?? {};
  const times = { ...(since ? { $gte: since } : {}), ...(until ? { $lt: until } : {}) };
  return {
    ...(source ? { source } : {}),
    ...(reason ? { "fault.code": reason } : {}),
    ...(plan ? { "fault.plan": plan } : {}),
    ...(field ? { "fault.field": field } : {}),
    state: state ?? ANY_STATE,
    ...(Object.keys(times).length > 0 ? { receivedAt: times } : {}),
  };
}

/** The entries behind a place, newest or oldest first. */
export function behind(place: QuarantinePlace | null, order: "newest" | "oldest"): Condition {
  if (place === null) return {};
  const { receivedAt, id } = place;
  const [upTo, past] = order === "newest" ? ["$lte", "$lt"] : ["$gte", "$gt"];
  return {
    $and: [
      { receivedAt: { [upTo]: receivedAt } },
      { $or: [{ receivedAt: { [past]: receivedAt } }, { _id: { [past]: id } }] },
    ],
  };
}

/** The cursor of an entry. */
export function quarantineCursor(entry: Pick<QuarantineEntry, "_id" | "receivedAt">): string {
  return encodeCursor([entry.receivedAt.getTime(), entry._id]);
}

/** The place of a cursor; throws `BAD_USER_INPUT` for what is none. */
export function placeOf(after: string | null | undefined): QuarantinePlace | null {
  if (after === null || after === undefined) return null;
  const [ms, id] = decodeCursor("after", after, ["number", "string"] as const);
  return { receivedAt: new Date(ms), id };
}
