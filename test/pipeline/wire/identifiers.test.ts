import { describe, expect, it } from "@jest/globals";
import { identifiersOf, inexactIdentifiers } from "../../../pipeline/wire/identifiers.ts";
import { parseEvent } from "../../../pipeline/wire/parse-event.ts";

function identifiers(json: string): [string[], string[]] {
  const parsed = parseEvent(JSON.parse(json), new Date());
  if (parsed.kind === "fault") throw new Error(parsed.fault.message);
  const found = identifiersOf(parsed.event).map(({ namespace, value }) => `${namespace} ${value}`);
  return [found, inexactIdentifiers(parsed.event)];
}

describe("identifiers that are numbers", () => {
  it("count where a number keeps them, and are none where it does not", () => {
    const event = (id: string) =>
      `{"type":"identify","traits":{"phone":491717299834},"context":{"externalIds":[{"type":"crm_id","id":${id}}],"device":{"id":7}}}`;
    const others = ["phone 491717299834", "device_id 7"];
    expect(identifiers(event("9007199254740991"))).toEqual([
      [...others, "crm_id 9007199254740991"],
      [],
    ]);
    for (const inexact of ["9007199254740993", "1e300", "1.5"])
      expect(identifiers(event(inexact))).toEqual([others, ["crm_id"]]);
    expect(identifiers(event(`"9007199254740993"`))).toEqual([
      [...others, "crm_id 9007199254740993"],
      [],
    ]);
    for (const none of [`""`, "null", "true"])
      expect(identifiers(event(none))).toEqual([others, []]);
  });
});
