import { DELAY_BOUNDS_MS } from "./delay.ts";

/** What may become of an event. */
export const OUTCOMES = ["accepted", "duplicate", "quarantined", "rejected"] as const;

/** What a value may be; `empty` is null or a text of nothing but white space. */
export const VALUE_KINDS = ["string", "number", "boolean", "object", "array", "empty"] as const;

/** What a value is. */
export type ValueKind = (typeof VALUE_KINDS)[number];

/** How often a field held a value of each kind, and how often it was the fault of its event. */
export type FieldCounts = Record<ValueKind | "invalid", number>;

/**
 * What was counted of one event key of one source on one UTC day of arrival, or of all keys together. Every figure adds
 * up, so what several processes count, and several days, can be merged.
 */
export interface DayMetrics {
  readonly source: string;
  /** `track:Order Completed`; see `ALL_EVENTS`, `OTHER` and `UNREADABLE`. */
  readonly key: string;
  /** Midnight, UTC. */
  readonly day: Date;
  readonly outcomes: Record<(typeof OUTCOMES)[number], number>;
  /** Accepted events of which some value could not be used as it was sent. */
  noted: number;
  /** Events whose fields were counted: those that could be read and are no repeats. */
  looked: number;
  /** By reason code. */
  readonly codes: Map<string, number>;
  /** By text. */
  readonly notes: Map<string, number>;
  /** Accepted events by hour of arrival, 0 to 23. */
  readonly hours: number[];
  /** Accepted events by the time from happening to arrival; see `DELAY_BOUNDS_MS`. */
  readonly delays: number[];
  /** By path: `properties.price`, `traits.email`, `userId`. */
  readonly fields: Map<string, FieldCounts>;
  /** The first arrival; null where nothing was counted. */
  firstAt: Date | null;
  /** The last arrival. */
  lastAt: Date | null;
  /** The plan that the last event was held against, `web@3`. */
  plan: string | null;
}

/** The key under which a source's events of all keys are counted, without fields. */
export const ALL_EVENTS = "*";
/** What went beyond a bound: further keys, fields, codes and notes. */
export const OTHER = "(other)";
/** The key of what could not be read as an event. */
export const UNREADABLE = "(unreadable)";

/** Nothing counted yet. */
export function noMetrics(source: string, key: string, day: Date): DayMetrics {
  return {
    source,
    key,
    day,
    outcomes: { accepted: 0, duplicate: 0, quarantined: 0, rejected: 0 },
    noted: 0,
    looked: 0,
    codes: new Map(),
    notes: new Map(),
    hours: new Array<number>(24).fill(0),
    delays: new Array<number>(DELAY_BOUNDS_MS.length + 1).fill(0),
    fields: new Map(),
    firstAt: null,
    lastAt: null,
    plan: null,
  };
}

/** A field that was not seen yet. */
export function noField(): FieldCounts {
  return { string: 0, number: 0, boolean: 0, object: 0, array: 0, empty: 0, invalid: 0 };
}

/** Every event that was sent: the four outcomes together. */
export function sentOf({ outcomes }: Pick<DayMetrics, "outcomes">): number {
  return OUTCOMES.reduce((sum, outcome) => sum + outcomes[outcome], 0);
}

/** How often a field held something. */
export function presentOf(field: FieldCounts): number {
  return VALUE_KINDS.reduce((sum, kind) => sum + (kind === "empty" ? 0 : field[kind]), 0);
}

/**
 * How often a field was counted to hold something, and how often it may have at most: a value whose name went beyond the
 * bound of its day is counted as one of `(other)`, whichever field it was of. What a plan requires is always counted by
 * its name.
 */
export function presenceOf(
  { looked, fields }: Pick<DayMetrics, "looked" | "fields">,
  path: string,
  isRequired: boolean,
): { readonly atLeast: number; readonly atMost: number } {
  const field = fields.get(path);
  const atLeast = field === undefined ? 0 : presentOf(field);
  const [part] = /^(?:properties|traits)\./.exec(path) ?? [];
  const others = isRequired || part === undefined ? undefined : fields.get(`${part}${OTHER}`);
  const hidden = others === undefined ? 0 : presentOf(others);
  return { atLeast, atMost: Math.max(atLeast, Math.min(looked, atLeast + hidden)) };
}
