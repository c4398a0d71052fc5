import { describe, expect, it } from "@jest/globals";
import { loadComputedTraits } from "../../../../app/load-computed-traits.ts";
import { readComputedTraits } from "../../../../subgraphs/events/index.ts";

const COUNT = {
  key: "orders",
  version: 1,
  description: "d",
  type: "count",
  events: [{ name: "Order" }],
};
const file = (name: string, content: unknown): { name: string; text: string } => ({
  name,
  text: typeof content === "string" ? content : JSON.stringify(content),
});

describe("readComputedTraits", () => {
  it("names all faults of all files together", () => {
    const read = (): unknown =>
      readComputedTraits([
        file("a.json", "{"),
        file("b.json", { ...COUNT, key: "Orders", version: 0, window: "PT5H" }),
        file("c.json", { ...COUNT, type: "sum", property: "total" }),
        file("d.json", {
          ...COUNT,
          where: [{ property: "properties.total", op: "GT", value: [1] }],
          surplus: 1,
        }),
        file("e.json", { ...COUNT, type: "median" }),
        file("f.json", COUNT),
        file("g.json", COUNT),
      ]);
    expect(read).toThrow(
      [
        /a\.json: is not valid JSON/,
        /b\.json: key: must be 1 to 64/,
        /b\.json: version: /,
        /b\.json: window: must be whole days from P1D/,
        /c\.json: property: must be a path/,
        /d\.json: where\.0\.value: /,
        /d\.json: .*surplus/,
        /e\.json: type: /,
        /g\.json: key: f\.json defines orders already/,
      ].reduce((all, one) => new RegExp(`${all.source}[^]*${one.source}`)),
    );
  });

  it("gives definitions that count the same events one state, and others another", () => {
    const stateOf = (rest: object): string =>
      readComputedTraits([file("a.json", { ...COUNT, ...rest })])[0]?.state ?? "";
    const state = stateOf({});
    expect(stateOf({ key: "other", version: 7, window: "P3D" })).toBe(state);
    expect(stateOf({ events: [{ name: "Other" }] })).not.toBe(state);
    expect(stateOf({ where: [{ property: "properties.a", op: "EXISTS", value: true }] })).not.toBe(
      state,
    );
    expect(stateOf({ type: "unique_count", property: "properties.a" })).toBe(
      stateOf({ type: "most_frequent", property: "properties.a" }),
    );
  });

  it("bounds how many there are, and how many keep values", () => {
    const many = (count: number, rest: (i: number) => object): (() => unknown) => {
      const files = Array.from({ length: count }, (_, i) =>
        file(`${String(i)}.json`, { ...COUNT, key: `k${String(i)}`, ...rest(i) }),
      );
      return () => readComputedTraits(files);
    };
    expect(many(50, () => ({}))).not.toThrow();
    expect(many(51, () => ({}))).toThrow("50 are the most");
    const values = (i: number): object => ({
      type: "unique_count",
      property: `properties.p${String(i)}`,
    });
    expect(many(11, values)).toThrow("10 are the most");
  });

  it("takes the shipped examples", () => {
    expect(loadComputedTraits(undefined).length).toBeGreaterThan(5);
    expect(() => loadComputedTraits("/nowhere")).toThrow("COMPUTED_TRAITS_DIR");
  });
});
