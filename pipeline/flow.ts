import { createInTurn } from "../platform/in-turn.ts";
import type { PendingEvent } from "../subgraphs/events/index.ts";
import type { ComputeTraits } from "./steps/compute-traits.ts";
import type { EvaluateSegments } from "./steps/evaluate-segments.ts";
import type { MatchRecords } from "./steps/match-records.ts";
import type { RecordDecisions } from "./steps/record-decisions.ts";
import type { ResolveIdentity } from "./steps/resolve-identity.ts";

/** The steps of the write flow, each idempotent: a batch that is worked twice ends as if it were worked once. */
export interface FlowSteps {
  readonly resolveIdentity: ResolveIdentity;
  readonly matchRecords: MatchRecords;
  readonly recordDecisions: RecordDecisions;
  readonly computeTraits: ComputeTraits;
  readonly evaluateSegments: EvaluateSegments;
}

/** Works accepted events up to done. */
export type WriteFlow = (batch: readonly PendingEvent[]) => Promise<void>;

/**
 * THE WRITE FLOW. Whatever comes in was validated and stored by `acceptance/accept.ts`, together with a note of what is to be
 * done; from here on: resolve who it is, fold what it states of them → compare that with everybody who is like
 * them → let their decisions take force → see what
 * their events come to, and which segments they enter or leave. The worker then takes the note away. A crash anywhere leaves it, and the batch is
 * worked again. Who is who is settled for one batch at a time: two nearly always meet the same people, and what collides
 * is computed again from its start. While one is, another batch's days and segments are computed.
 */
export function createFlow(steps: FlowSteps): WriteFlow {
  const inTurn = createInTurn();
  return async (batch) => {
    const { resolution, decided } = await inTurn(async () => {
      const resolution = await steps.resolveIdentity(batch);
      await steps.matchRecords(batch);
      return { resolution, decided: await steps.recordDecisions(batch) };
    });
    await Promise.all([
      steps.computeTraits(batch),
      steps.evaluateSegments({ batch, resolution, decided }),
    ]);
  };
}
