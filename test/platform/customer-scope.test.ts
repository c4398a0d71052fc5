import { describe, expect, it } from "@jest/globals";
import type { Caller } from "../../platform/caller.ts";
import { openScope, sealScope, signScope } from "../../platform/customer-scope.ts";
import { createKeys } from "../../platform/keys.ts";

const keys = createKeys("a secret of at least thirty-two characters");
const caller: Caller = {
  client: "c",
  scopes: new Set(["customers:read"]),
  purpose: "service",
  source: "s",
};
const grant = { customer: "c1", profiles: ["p1"], identifiers: ["c1"], purposes: ["service"] };
const NOW = 1_000_000;

describe("a customer scope", () => {
  it("opens for the caller it was made for, as an object and as a signed string", () => {
    const scope = sealScope(grant, caller, NOW);
    expect(openScope(scope, caller, keys, NOW)).toEqual(grant);
    expect(openScope(signScope(scope, keys), caller, keys, NOW)).toEqual(grant);
  });

  it.each([
    ["text that a client made", "attacker text"],
    ["a look-alike object", { grant }],
    ["the grant itself", grant],
    ["null", null],
    ["nothing", undefined],
    ["a prototype of a real one", Object.create(sealScope(grant, caller, NOW)) as object],
    [
      "one signed with another secret",
      signScope(sealScope(grant, caller, NOW), createKeys("x".repeat(32))),
    ],
  ])("refuses %s", (_, value) => {
    expect(() => openScope(value, caller, keys, NOW)).toThrow("through identity");
  });

  it("refuses every change to a signed one", () => {
    const signed = signScope(sealScope(grant, caller, NOW), keys);
    for (let i = 0; i < signed.length - 1; i += 1) {
      const other = signed[i] === "A" ? "B" : "A";
      const forged = signed.slice(0, i) + other + signed.slice(i + 1);
      expect(() => openScope(forged, caller, keys, NOW)).toThrow();
    }
  });

  it("is worthless to another client, for another purpose, and after its time", () => {
    const scope = sealScope(grant, caller, NOW);
    expect(() => openScope(scope, { ...caller, client: "d" }, keys, NOW)).toThrow();
    expect(() => openScope(scope, { ...caller, purpose: "marketing" }, keys, NOW)).toThrow();
    expect(() => openScope(scope, caller, keys, NOW + 60_000)).toThrow();
  });
});
