import type { Clock } from "../../platform/clock.ts";
import type { EventsPort } from "../../subgraphs/events/index.ts";
import { resultsOf } from "./accept.ts";
import type { Accept } from "./item.ts";
import { prepare, type PrepareDependencies } from "./prepare.ts";

/** What foreseeing is handed; a `judgePlan` that counts nothing. */
export interface ForeseeDependencies extends PrepareDependencies {
  readonly events: Pick<EventsPort, "idOf" | "foresee">;
  readonly clock: Clock;
}

/** Makes the verb that says what acceptance would answer now: the same chain, and nothing is stored or told. */
export function createForesee(dependencies: ForeseeDependencies): Accept {
  const { events, clock } = dependencies;
  return async (items, source) => {
    const now = clock();
    const prepared = items.map((item) => prepare(item, source, now, dependencies));
    const ready = prepared.filter((one) => one.kind === "ready");
    return resultsOf(prepared, await events.foresee(ready.map(({ document }) => document)));
  };
}
