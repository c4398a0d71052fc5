import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  leastRefusedPath,
  strongestPath,
  type Path,
} from "../../../../../subgraphs/identity/domain/explain/paths.ts";
import { partition } from "../../../../../subgraphs/identity/domain/partition.ts";
import { compileRules } from "../../../../../subgraphs/identity/domain/rules.ts";
import type { TraceEdge } from "../../../../../subgraphs/identity/domain/trace.ts";
import { evidenceOf } from "../../evidence-of.ts";
import { tightPolicy, toLinks, world, worldLinks } from "../../world.ts";

const RUNS = Number(process.env["WORLDS"] ?? 300);
const rules = compileRules(tightPolicy);

interface World {
  readonly trace: readonly TraceEdge[];
  readonly nodes: readonly string[];
  readonly holder: ReadonlyMap<string, string>;
  readonly namespaceOf: (node: string) => string | null;
}

const worlds: fc.Arbitrary<World> = fc.tuple(world(20), worldLinks).map(([records, made]) => {
  const evidence = evidenceOf(records);
  const { customers, ...found } = partition(evidence, tightPolicy, {
    links: toLinks(made, evidence),
  });
  const trace = found.trace();
  const namespaces = new Map(
    evidence.flatMap(({ ids }) => ids.map((one) => [one.id, one.namespace])),
  );
  return {
    trace,
    nodes: [...new Set(trace.flatMap(({ a, b }) => [a, b]))].sort(),
    holder: new Map(
      customers.flatMap(({ id, profiles, identifiers }) =>
        [...profiles, ...identifiers].map((node) => [node, id]),
      ),
    ),
    namespaceOf: (node) => namespaces.get(node) ?? null,
  };
});

/** The best path's measure between every two nodes (Floyd and Warshall), by how two measures are joined and compared. */
function allPairs<M>(
  { trace, nodes }: World,
  measure: (edge: TraceEdge) => M | null,
  join: (x: M, y: M) => M,
  better: (x: M, y: M) => boolean,
): Map<string, M> {
  const best = new Map<string, M>();
  const offer = (from: string, to: string, value: M): void => {
    const known = best.get(`${from}>${to}`);
    if (from !== to && (known === undefined || better(value, known)))
      best.set(`${from}>${to}`, value);
  };
  for (const edge of trace) {
    const value = measure(edge);
    if (value === null) continue;
    offer(edge.a, edge.b, value);
    offer(edge.b, edge.a, value);
  }
  for (const k of nodes)
    for (const i of nodes)
      for (const j of nodes) {
        const [x, y] = [best.get(`${i}>${k}`), best.get(`${k}>${j}`)];
        if (x !== undefined && y !== undefined) offer(i, j, join(x, y));
      }
  return best;
}

function expectConnected(path: Path, from: string, to: string): void {
  expect([path.nodes[0], path.nodes.at(-1)]).toEqual([from, to]);
  path.edges.forEach(({ a, b }, i) => {
    expect([a, b].sort()).toEqual([path.nodes[i], path.nodes[i + 1]].sort());
  });
}

describe("strongestPath", () => {
  it("connects any two nodes of one customer by ties that hold, the weakest of them as strong as can be", () => {
    fc.assert(
      fc.property(worlds, (made) => {
        const strength = ({ a, b, kind, weight }: TraceEdge): number => {
          const rank = Math.max(
            ...[a, b].map((node) => rules.of(made.namespaceOf(node) ?? "")?.rank ?? 0),
          );
          return kind === "override" ? -1_000 : kind === "observed" ? rank : 1_000 - (weight ?? 0);
        };
        const best = allPairs(
          made,
          (edge) => (edge.state === "used" ? strength(edge) : null),
          Math.max,
          (x, y) => x < y,
        );
        for (const from of made.nodes)
          for (const to of made.nodes) {
            const path = strongestPath(made.trace, from, to, made.namespaceOf, rules);
            const [own, other] = [made.holder.get(from), made.holder.get(to)];
            // Identifiers whose records all went to others are nobody's, tied or not.
            if (from === to || own === undefined || other === undefined) continue;
            if (own !== other) expect(path).toBeNull();
            else {
              if (path === null) throw new Error(`nothing connects ${from} and ${to}`);
              expectConnected(path, from, to);
              expect(path.edges.every(({ state }) => state === "used")).toBe(true);
              expect(Math.max(...path.edges.map(strength))).toBe(best.get(`${from}>${to}`));
            }
          }
      }),
      { numRuns: RUNS / 10 },
    );
  });
});

describe("leastRefusedPath", () => {
  it("breaks as few ties as can be, then is as short as can be; between two customers it breaks one", () => {
    fc.assert(
      fc.property(worlds, (made) => {
        const best = allPairs<readonly [number, number]>(
          made,
          ({ state }) => [state === "used" ? 0 : 1, 1],
          (x, y) => [x[0] + y[0], x[1] + y[1]],
          (x, y) => x[0] < y[0] || (x[0] === y[0] && x[1] < y[1]),
        );
        for (const from of made.nodes)
          for (const to of made.nodes) {
            if (from === to) continue;
            const path = leastRefusedPath(made.trace, from, to);
            const expected = best.get(`${from}>${to}`);
            if (path === null || expected === undefined) {
              expect([path, expected]).toEqual([null, undefined]);
              continue;
            }
            expectConnected(path, from, to);
            const broken = path.edges.filter(({ state }) => state !== "used");
            expect([broken.length, path.edges.length]).toEqual([...expected]);
            const [x, y] = [made.holder.get(from), made.holder.get(to)];
            if (x !== undefined && y !== undefined) expect(broken.length === 0).toBe(x === y);
          }
      }),
      { numRuns: RUNS / 10 },
    );
  });
});
