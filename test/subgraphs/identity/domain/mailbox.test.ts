import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { mailboxOf } from "../../../../subgraphs/identity/domain/mailbox.ts";
import { normalise } from "../../../../subgraphs/identity/domain/normalise.ts";
import { compileRules } from "../../../../subgraphs/identity/domain/rules.ts";
import { defaultPolicy, type IdentityPolicy } from "../../../../subgraphs/identity/index.ts";

describe("the mailbox of an address", () => {
  it.each([
    ["a.d.a+shop@gmail.com", "ada@gmail.com"],
    ["ada@googlemail.com", "ada@gmail.com"],
    ["a.da+x+y@outlook.com", "a.da@outlook.com"],
    ["ada+x@icloud.com", "ada@icloud.com"],
    ["a.da+x@example.org", "a.da+x@example.org"],
    ["ada+x@gmail.com.example.org", "ada+x@gmail.com.example.org"],
    ["+x@gmail.com", "+x@gmail.com"],
    ["...@gmail.com", "...@gmail.com"],
  ])("%s is delivered to %s", (address, mailbox) => {
    expect(mailboxOf(address)).toBe(mailbox);
  });

  it("is its own mailbox", () => {
    const local = fc.string({ unit: fc.constantFrom(...Array.from("ab.+-")), minLength: 1 });
    const domain = fc.constantFrom("gmail.com", "googlemail.com", "outlook.com", "example.org");
    fc.assert(
      fc.property(local, domain, (name, at) => {
        const once = mailboxOf(`${name}@${at}`);
        expect(mailboxOf(once)).toBe(once);
      }),
    );
  });
});

describe("email@2", () => {
  const by = (normaliser: "email@1" | "email@2"): IdentityPolicy => ({
    ...defaultPolicy,
    namespaces: defaultPolicy.namespaces.map((one) =>
      one.name === "email" ? { ...one, normaliser } : one,
    ),
  });

  it("joins what a provider delivers to one mailbox, where a policy asks for it", () => {
    const value = (normaliser: "email@1" | "email@2"): unknown =>
      normalise("email", " A.da+Shop@GoogleMail.com", compileRules(by(normaliser)));
    expect(value("email@1")).toEqual({ kind: "value", value: "a.da+shop@googlemail.com" });
    expect(value("email@2")).toEqual({ kind: "value", value: "ada@gmail.com" });
  });
});
