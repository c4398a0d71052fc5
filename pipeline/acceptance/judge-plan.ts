import type { WireEvent, WireFault } from "../wire/wire-event.ts";

/** What a source's tracking plan says of an event. */
export type PlanVerdict =
  | {
      readonly kind: "ok";
      /** The plan's name and version, `web@3`; null where the source has none. */
      readonly plan: string | null;
      /** What the plan does not like and lets pass. */
      readonly notes: readonly string[];
    }
  | { readonly kind: "quarantine"; readonly plan: string; readonly fault: WireFault }
  | { readonly kind: "reject"; readonly plan: string; readonly fault: WireFault };

/** Holds an event against the tracking plan of its source. */
export type JudgePlan = (event: WireEvent, source: string) => PlanVerdict;
