import { generateFeed, type Feed, type WireEvent } from "../../../examples/feed/index.ts";

/** An instant that the tests' feeds end at. */
export const UNTIL = new Date("2026-05-01T00:00:00.000Z");

/** One feed for the tests that only look at it. */
export const sample: Feed = generateFeed({ people: 1200, seed: 7, until: UNTIL });

/** The records without redeliveries. */
export function distinct(feed: Feed): Feed["records"] {
  const seen = new Set<string>();
  return feed.records.filter(({ source, event }) => {
    const key = `${source}/${event.messageId}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The identifiers of an event, read by the Segment spec and not by the generator's own code. */
export function identifiersIn(event: WireEvent): [namespace: string, value: string][] {
  const plain = JSON.parse(JSON.stringify(event)) as Loose;
  const context = plain["context"] as Loose;
  const traits = [plain["type"] === "identify" ? plain["traits"] : {}, context["traits"]] as (
    Loose | undefined
  )[];
  const external = (context["externalIds"] ?? []) as { type: string; id: string }[];
  const found: [string, unknown][] = [
    ["user_id", plain["userId"]],
    ["anonymous_id", plain["anonymousId"]],
    ["anonymous_id", plain["previousId"]],
    ["device_id", (context["device"] as Loose | undefined)?.["id"]],
    ...traits.flatMap((one): [string, unknown][] => [
      ["email", one?.["email"]],
      ["phone", one?.["phone"]],
    ]),
    ...external.map(({ type, id }): [string, unknown] => [type, id]),
  ];
  return found.filter((pair): pair is [string, string] => typeof pair[1] === "string");
}

type Loose = Record<string, unknown>;
