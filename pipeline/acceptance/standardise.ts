import type { WireEvent } from "../wire/wire-event.ts";

/** An event whose values are in their standard form. */
export interface Standardised {
  readonly event: WireEvent;
  /** The version of the set of rules: `standard@1`. */
  readonly standard: string;
  /** By path, what was sent in the place of a value that was changed; null where nothing was. */
  readonly originals: Readonly<Record<string, unknown>> | null;
  readonly notes: readonly string[];
}

/** Brings the values of an event into their standard form. */
export type Standardise = (event: WireEvent, source: string) => Standardised;
