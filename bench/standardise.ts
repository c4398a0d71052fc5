import { generateFeed } from "../examples/feed/index.ts";
import { loadPolicy } from "../app/policy.ts";
import { createFindPii } from "../pipeline/pii/create-find-pii.ts";
import { createStandardise } from "../pipeline/standardise/create-standardise.ts";
import { parseEvent } from "../pipeline/wire/parse-event.ts";
import { report } from "./figure.ts";

const UNTIL = new Date("2026-11-01T00:00:00Z");

/** Measures what bringing values into their standard form costs an event of the sample feed; touches no database. */
export function measureStandardise(people: number): void {
  const { records } = generateFeed({ people, seed: 1, until: UNTIL });
  const events = records.flatMap(({ source, event }) => {
    const parsed = parseEvent(event, UNTIL);
    return parsed.kind === "event" ? [{ source, event: parsed.event }] : [];
  });
  const standardise = createStandardise({ defaultRegion: "DE", plans: [] });
  const round = (): number => {
    const began = performance.now();
    for (const { source, event } of events) standardise(event, source);
    return ((performance.now() - began) * 1_000) / events.length;
  };
  report("standardise.first", round(), "µs/event");
  report("standardise.again", round(), "µs/event");
  const findPii = createFindPii({ labels: loadPolicy(undefined).labels, plans: [] });
  const look = (): number => {
    const began = performance.now();
    for (const { source, event } of events) findPii(event, source);
    return ((performance.now() - began) * 1_000) / events.length;
  };
  report("pii.first", look(), "µs/event");
  report("pii.again", look(), "µs/event");
}
