import type { Caller } from "../../platform/caller.ts";
import type { Clock } from "../../platform/clock.ts";
import type { CustomerGrant } from "../../platform/customer-scope.ts";
import type { Labels } from "../../platform/labels.ts";
import type { ComputedTraits } from "./computed/computed-traits.ts";
import type { EventsLoaders } from "./loaders.ts";
import type { EventsPort } from "./port.ts";
import type { Live } from "./live/live.ts";
import type { ReplayQuarantine } from "./quarantine/replay-verb.ts";
import type { QualityPort } from "./quality.ts";
import type { EventInput, IngestResult, Source, TrackingPlan } from "./types.generated.ts";

/** Sends events on their way, on behalf of a caller: the pipeline's verb, handed in by the process. */
export type Ingest = (events: readonly EventInput[], caller: Caller) => Promise<IngestResult[]>;

/** What the resolvers of one request share. */
export interface EventsContext {
  readonly caller: Caller;
  readonly loaders: EventsLoaders;
  readonly labels: Labels;
  /** The grant of a scope; throws `FORBIDDEN` for anything that identity did not make for this caller. */
  readonly grantOf: (scope: unknown) => CustomerGrant;
  readonly ingest: Ingest;
  /** The tracking plans that this deployment judges by. */
  readonly trackingPlans: readonly TrackingPlan[];
  /** The sources that this deployment knows. */
  readonly sources: readonly Source[];
  readonly computed: ComputedTraits;
  readonly locate: EventsPort["locate"];
  readonly violations: EventsPort["violations"];
  readonly live: Live;
  readonly quarantined: EventsPort["quarantined"];
  readonly replayQuarantine: ReplayQuarantine;
  readonly quality: Pick<QualityPort, "health" | "events" | "alarms">;
  readonly clock: Clock;
  readonly status: () => Promise<{ pending: number; quarantined: number }>;
}
