import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { originalsOf } from "../../../pipeline/http/originals.ts";

describe("the originals of records", () => {
  it("are the members of an array, as they were written", () => {
    const space = fc.constantFrom("", " ", "\n\t", "\r\n");
    const member = fc
      .tuple(fc.jsonValue(), fc.constantFrom(0, 2))
      .map(([value, indent]) => JSON.stringify(value, null, indent));
    fc.assert(
      fc.property(fc.array(fc.tuple(space, member, space)), space, (parts, around) => {
        const text = `${around}[${parts.map((part) => part.join("")).join(",")}]${around}`;
        const body = JSON.parse(text) as unknown[];
        expect(originalsOf(text, body, body)).toEqual(parts.map(([, written]) => written));
      }),
      { numRuns: 500 },
    );
  });

  it("keep digits and keys that parsing loses", () => {
    const text = `[{"id": 12345678901234567890, "a": 1, "a": 2.50}, "],\\"[" ]`;
    const body = JSON.parse(text) as unknown[];
    expect(originalsOf(text, body, body)).toEqual([
      `{"id": 12345678901234567890, "a": 1, "a": 2.50}`,
      `"],\\"["`,
    ]);
  });

  it("are the whole text of a body that is the record, and written anew where it lies deeper", () => {
    const text = `{ "records": [ {"n": 1.0} ] }`;
    const body = JSON.parse(text) as { records: unknown[] };
    expect(originalsOf(text, body, [body])).toEqual([text]);
    expect(originalsOf(text, body, body.records)).toEqual([`{"n":1}`]);
  });
});
