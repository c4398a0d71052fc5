import { describe, expect, it } from "@jest/globals";
import { parse } from "graphql";
import { requireWithinLimits } from "../../gateway/limits.ts";

const LIMITS = { depth: 4, aliases: 3, fields: 10, pages: 2 };
const refusal = (query: string): string | null => {
  try {
    requireWithinLimits(parse(query), LIMITS);
    return null;
  } catch (error) {
    expect(error).toMatchObject({ code: "OPERATION_LIMIT", field: "query" });
    return error instanceof Error ? error.message : "";
  }
};

describe("requireWithinLimits", () => {
  it.each([
    ["{ a { b { c { d } } } }", null],
    ["{ a { b { c { d { e } } } } }", "depth of 5"],
    ["{ a { ...F } } fragment F on T { b { c { d { e } } } }", "depth of 5"],
    ["{ a { ... { b { ... on T { c { d { e } } } } } } }", "depth of 5"],
    ["{ x: a y: a z: a }", null],
    ["{ x: a y: a ...F } fragment F on T { p: a q: a }", "aliases of 4"],
    ["{ a b c d e f g h i j }", null],
    ["{ ...F ...G } fragment F on T { a b c d e f } fragment G on T { g h i j k }", "fields of 11"],
    ["{ a(first: 1) { b(last: 2) { c } } }", null],
    ["{ a(first: 1) { b(last: 2) { c(first: 3) { d } } } }", "pages within pages of 3"],
    ["{ __schema { types { fields { args { type { ofType { ofType { name } } } } } } } }", null],
    ["query Good { a } query Bad { a { b { c { d { e } } } } }", "depth of 5"],
  ])("%s: %s", (query, problem) => {
    const message = refusal(query);
    if (problem === null) expect(message).toBeNull();
    else expect(message).toContain(problem);
  });

  it("is linear where fragments multiply: 2^40 fields are counted at once", () => {
    const levels = Array.from(
      { length: 40 },
      (_, i) => `fragment F${String(i)} on T { ...F${String(i + 1)} ...F${String(i + 1)} }`,
    );
    const query = `{ ...F0 } ${levels.join(" ")} fragment F40 on T { a }`;
    const began = performance.now();
    expect(refusal(query)).toContain("fields of 1099511627776");
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it("ends where a fragment holds itself", () => {
    expect(refusal("{ ...F } fragment F on T { a ...F }")).toBeNull();
  });
});
