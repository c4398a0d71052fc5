import type { Filter } from "mongodb";
import {
  behind,
  filterCondition,
  type QuarantinePlace,
} from "../domain/quarantine/quarantine-query.ts";
import type { QuarantineEntry } from "../domain/quarantine/quarantine-entry.ts";
import type { EventsStore } from "../store.ts";
import type { QuarantineFilter } from "../types.generated.ts";

/** Which part of the list. */
export interface QuarantinePage {
  readonly filter: QuarantineFilter | null;
  readonly after: QuarantinePlace | null;
  readonly size: number;
  readonly order: "newest" | "oldest";
}

/** Entries of the list, up to `size`. */
export function listEntries(
  { quarantine }: EventsStore,
  { filter, after, size, order }: QuarantinePage,
): Promise<QuarantineEntry[]> {
  const direction = order === "newest" ? -1 : 1;
  return quarantine
    .find(where(filter, after, order), {
      sort: { receivedAt: direction, _id: direction },
      limit: size,
    })
    .toArray();
}

/** The entries of these ids that are there, in any order. */
export function findEntries(
  { quarantine }: EventsStore,
  ids: readonly string[],
): Promise<QuarantineEntry[]> {
  return quarantine.find({ _id: { $in: [...ids] } }).toArray();
}

/** How many entries wait behind a place, oldest first. */
export function countLeft(
  { quarantine }: EventsStore,
  filter: QuarantineFilter | null,
  after: QuarantinePlace | null,
): Promise<number> {
  return quarantine.countDocuments(where({ ...filter, state: "WAITING" }, after, "oldest"));
}

function where(
  filter: QuarantineFilter | null,
  after: QuarantinePlace | null,
  order: "newest" | "oldest",
): Filter<QuarantineEntry> {
  return { ...filterCondition(filter), ...behind(after, order) };
}
