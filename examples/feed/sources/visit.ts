import { SECOND } from "../window.ts";
import type { Draft, JsonObject, Source } from "../wire.ts";
import type { Step } from "./shopping-trip.ts";

/** A call of a visit; the visit adds who and where. */
export type Call = Omit<Draft["event"], "context" | "userId" | "anonymousId"> & {
  readonly context?: JsonObject | undefined;
};

/** Somebody who is on a site or in an app for a while. */
export interface Visit {
  readonly drafts: readonly Draft[];
  /** Records a call, some seconds after the one before. */
  call(call: Call, pause?: number): void;
  /** Records a step of a shopping trip. */
  step(step: Step, context?: JsonObject): void;
  /** From here on calls carry this account; undefined signs out. */
  signedIn(userId: string | undefined): void;
}

/** Begins a visit at an instant. */
export function openVisit(
  source: Source,
  person: string | null,
  at: number,
  anonymousId: string,
  context: JsonObject,
): Visit {
  const drafts: Draft[] = [];
  let userId: string | undefined;
  let now = at;
  const call = (given: Call, pause = 1): void => {
    now += pause * SECOND;
    const whole = given.context === undefined ? context : { ...context, ...given.context };
    const event = Object.assign({}, given, { userId, anonymousId, context: whole });
    drafts.push({ source, person, at: now, event });
  };
  return {
    drafts,
    call,
    step: ({ event, properties, pause }, more) => {
      call({ type: "track", event, properties, context: more }, pause);
    },
    signedIn: (id) => {
      userId = id;
    },
  };
}
