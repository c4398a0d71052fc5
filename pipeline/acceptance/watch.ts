import type { EventDocument } from "../../subgraphs/events/index.ts";
import type { WireEvent } from "../wire/wire-event.ts";
import type { ItemResult } from "./item.ts";

/** One item that was judged: what quality is counted from. */
export interface JudgedItem {
  readonly outcome: ItemResult["outcome"];
  /** The code of its fault; null where it has none. */
  readonly code: string | null;
  readonly field: string | null;
  /** As it was checked; null where it could not be read. */
  readonly event: WireEvent | null;
  /** As it was offered for storage; null where it was not. */
  readonly document: EventDocument | null;
  readonly notes: readonly string[];
  /** The plan that it was held against, `web@3`; null where there is none. */
  readonly plan: string | null;
  /** What its sender is told. */
  readonly result: ItemResult;
}

/** Told of every batch after its outcome is certain; must be quick and must not throw. */
export type Watch = (items: readonly JudgedItem[], source: string, receivedAt: Date) => void;
