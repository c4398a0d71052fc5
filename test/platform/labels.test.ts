import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Caller } from "../../platform/caller.ts";
import { createLabels, maskReason } from "../../platform/labels.ts";
import { maskTree } from "../../platform/mask-tree.ts";

const labels = createLabels({
  contact: ["email", "phone"],
  birth_date: ["birthday"],
  address: ["address", "street"],
});

function caller(scopes: readonly string[], purpose: string | null): Caller {
  return { client: "c", scopes: new Set(scopes), purpose, source: "s" };
}

const nobody = caller([], "service");
const contact = caller(["label:contact"], "service");

describe("maskReason", () => {
  it("asks for a purpose, then for the scope, then for consent", () => {
    const found = labels.of("email", "a@b.de");
    expect(maskReason(found, caller(["label:contact"], null), ["service"])).toBe("NO_PURPOSE");
    expect(maskReason(found, nobody, ["service"])).toBe("NO_SCOPE");
    expect(maskReason(found, contact, [])).toBe("NO_CONSENT");
    expect(maskReason(found, contact, ["service"])).toBeNull();
    expect(maskReason(labels.of("plan", "free"), nobody, [])).toBeNull();
  });

  it("needs the scope of every label inside a value", () => {
    const found = labels.of("home", { street: "x", email: "a@b.de" });
    expect([...found].sort()).toEqual(["address", "contact"]);
    expect(maskReason(found, contact, ["service"])).toBe("NO_SCOPE");
  });

  it("knows a name in any writing, and an e-mail address under any name", () => {
    for (const name of ["E-Mail", "EMAIL", "e_mail", "e mail"])
      expect([...labels.of(name, "x")]).toEqual(["contact"]);
    expect([...labels.of("comment", "write to ann@example.org please")]).toEqual(["contact"]);
    expect(labels.of("comment", "meet @ the shop").size).toBe(0);
  });
});

describe("maskTree", () => {
  it("withholds labelled values at any depth and says where", () => {
    const value = { plan: "x", user: { email: "a@b.de", tags: ["ok", "c@d.de"] }, phone: ["+491"] };
    expect(maskTree("properties", value, labels, nobody, ["service"])).toEqual({
      value: { plan: "x", user: { email: null, tags: ["ok", null] }, phone: null },
      masked: ["properties.user.email", "properties.user.tags[1]", "properties.phone"],
    });
  });

  it("gives back the very same tree where nothing is withheld", () => {
    const value = { email: "a@b.de" };
    expect(maskTree("properties", value, labels, contact, ["service"]).value).toBe(value);
  });

  it("never lets a canary out, whatever it is wrapped in", () => {
    const wrap = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.record({ email: fc.constant("canary@x.de") }),
        fc.record({
          phone: fc.oneof(
            fc.constant("canary"),
            fc.constant(["canary"]),
            fc.constant({ a: "canary" }),
          ),
        }),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie("tree"), { maxKeys: 3 }),
      ),
    })).tree;
    fc.assert(
      fc.property(wrap, (tree) => {
        const masked = maskTree("properties", tree, labels, nobody, ["service"]);
        expect(JSON.stringify(masked.value) ?? "").not.toContain("canary");
      }),
    );
  });
});
