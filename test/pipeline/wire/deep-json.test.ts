import fc from "fast-check";
import { describe, expect, it } from "@jest/globals";
import { deepJson } from "../../../pipeline/wire/deep-json.ts";

describe("JSON of what is nested without end", () => {
  it("is what JSON.stringify writes where that can write it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        expect(deepJson(value)).toBe(JSON.stringify(value));
      }),
      { numRuns: 500 },
    );
  });

  it("is the text that it was read from", () => {
    const levels = 500_000;
    for (const [open, close] of [
      ["[", "]"],
      ['{"a":', "}"],
      ['[1,{"b":"c","a":', ',"d":[]},{}]'],
    ] as const) {
      const text = `${open.repeat(levels)}null${close.repeat(levels)}`;
      expect(deepJson(JSON.parse(text)) === text).toBe(true);
    }
  });
});
