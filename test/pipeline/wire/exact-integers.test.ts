import fc from "fast-check";
import { describe, expect, it } from "@jest/globals";
import { withExactIntegers } from "../../../pipeline/wire/exact-integers.ts";

describe("integers beyond 2^53", () => {
  it("keep their digits, as texts", () => {
    for (const [sent, kept] of [
      [`{"id":9007199254740993}`, { id: "9007199254740993" }],
      [`[115310627314723954, -115310627314723955 ]`, ["115310627314723954", "-115310627314723955"]],
      [`9007199254740992`, "9007199254740992"],
    ] as const)
      expect(JSON.parse(withExactIntegers(sent))).toEqual(kept);
  });

  it("are told from all else", () => {
    for (const sent of [
      `{"id":9007199254740991,"at":1777636800000}`,
      `[1.9007199254740993,9007199254740993.5,9007199254740993e1,1e-9007199254740993]`,
      `{"a \\"9007199254740993":"\\\\","b":"9007199254740993"}`,
    ])
      expect(withExactIntegers(sent)).toBe(sent);
  });

  it("wherever they stand", () => {
    const number = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map((value) => ({ value }));
    const leaf = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.double({ noNaN: true, noInteger: true }),
      number,
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie("tree"), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie("tree"), { maxKeys: 4 }).map((of) => ({ of })),
      ),
    }));
    fc.assert(
      fc.property(tree, (given) => {
        expect(JSON.parse(withExactIntegers(written(given)))).toEqual(JSON.parse(kept(given)));
      }),
    );
  });
});

type Tree = string | number | { value: bigint } | { of: Record<string, Tree> } | Tree[];

/** JSON with every number as it is. */
const written = (tree: unknown): string => write(tree as Tree, String);
/** JSON where what a number does not keep is a text. */
const kept = (tree: unknown): string =>
  write(tree as Tree, (value) =>
    BigInt(Number.MAX_SAFE_INTEGER) < (value < 0n ? -value : value)
      ? `"${String(value)}"`
      : String(value),
  );

function write(tree: Tree, integer: (value: bigint) => string): string {
  if (typeof tree !== "object") return JSON.stringify(tree);
  if (Array.isArray(tree)) return `[${tree.map((one) => write(one, integer)).join(", ")}]`;
  if ("value" in tree) return integer(tree.value);
  const members = Object.entries(tree.of).map(
    ([name, one]) => `${JSON.stringify(name)}:${write(one, integer)}`,
  );
  return `{${members.join(",")}}`;
}
