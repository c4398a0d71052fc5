import type { Clock } from "../platform/clock.ts";
import type { ChangeIdentity, Identity, PreviewMerge } from "../subgraphs/identity/index.ts";
import type { CustomerFacts, Segments } from "../subgraphs/segments/index.ts";
import { everything, type EvaluateCustomers } from "./steps/evaluate-segments.ts";
import type { GatherFacts } from "./steps/gather-facts.ts";

/** Makes the verb behind merges and splits by hand: who is who, then the memberships that follow, then the answer. */
export function createChangeIdentity(
  identity: Pick<Identity, "operate" | "settleOperations">,
  evaluate: EvaluateCustomers,
): ChangeIdentity {
  return async (request) => {
    const operation = await identity.operate(request);
    const touches = operation.changed.map(everything);
    await evaluate(touches, operation.gone);
    await identity.settleOperations([operation.id]);
    return operation;
  };
}

/** Makes the verb that foresees a merge: who, which purposes, which segments. */
export function createPreviewMerge(
  identity: Pick<Identity, "foreseeMerge">,
  segments: Pick<Segments, "definitions" | "needs" | "assess">,
  gatherFacts: GatherFacts,
  clock: Clock,
): PreviewMerge {
  return async (a, b) => {
    const foreseen = await identity.foreseeMerge(a, b);
    const definitions = await segments.definitions();
    const both = [foreseen.a, foreseen.b];
    const wanted = segments.needs(both.map(everything), definitions);
    const [apart, asOne] = await Promise.all([
      gatherFacts(wanted),
      gatherFacts(wanted, { asOne: true }),
    ]);
    const of = (facts: CustomerFacts | undefined): readonly string[] =>
      facts === undefined ? [] : segments.assess(facts, definitions, clock());
    const [left, right] = both.map((id) => of(apart.find(({ customer }) => customer === id)));
    const merged = foreseen.refusal === null ? of(asOne[0]) : null;
    return { ...foreseen, segments: { a: left ?? [], b: right ?? [], merged } };
  };
}
