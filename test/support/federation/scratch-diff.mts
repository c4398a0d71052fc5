import { isDeepStrictEqual } from "node:util";
import { parse, validate } from "graphql";
import { crm } from "./crm.ts";
import { catalog } from "./catalog.ts";
import { ourGateway } from "./gateways.ts";
import { apolloGateway, routerRuntime } from "./oracles.ts";
import { randomQuery } from "./random-query.ts";
const VALUES = { id: ["c1","c2","old-c3","zz"], ids: [["c1","c2"],["c1","c1","c3"],[]], first: [0,1,2,3], upc: ["p1","p3","x"], unit: ["KG","G"], by: [{upc:"p2"},{index: 2}], nickname: ["n"] };
const [which, n, faulty] = process.argv.slice(2);
const f = which === "crm" ? crm() : catalog();
const jit = ourGateway(f), js = ourGateway(f, { engine: "graphql-js" }), a = await apolloGateway(f), r = await routerRuntime(f);
const stat: Record<string, number> = {};
const bump = (k: string) => stat[k] = (stat[k] ?? 0) + 1;
const fmt = (x: any) => JSON.stringify(x.data) + " ERR " + JSON.stringify((x.errors ?? []).map((e: any) => [e.message, e.extensions?.code, e.path?.join(".")]).sort()).slice(0, 900);
const plain = (x: any) => JSON.parse(JSON.stringify(x ?? null));
let shown = 0;
for (let seed = 1; seed <= +n!; seed++) {
  const { query, variables } = randomQuery(jit.schema, seed, VALUES, which === "crm" && seed % 7 === 0 ? "mutation" : "query");
  if (validate(jit.schema, parse(query)).length) { bump("invalid"); continue; }
  const hash = (s: string) => { let h = seed; for (const c of s) h = Math.imul(h ^ c.charCodeAt(0), 0x5bd1e995) ^ (h >>> 13); return (h >>> 0) % 100; };
  const fault = faulty ? (coordinate: string, source: any) => { const h = hash(coordinate + JSON.stringify(source?.id ?? source?.upc ?? source?.ref ?? source?.name ?? "")); return h < 4 ? "error" : h < 8 ? "null" : null; } : undefined;
  const ctx = { fault } as any;
  const x = await jit.run(query, variables, ctx);
  if (x.errors?.some(e => /plan/.test(String((e.originalError as any)?.message)))) { bump("unplannable"); continue; }
  const x2 = await jit.run(query, variables, ctx), x3 = await jit.run(query, variables, ctx), y = await js.run(query, variables, ctx);
  const ap = await a.run(query, variables, ctx).catch(e => ({ data: "THROW " + e.message, errors: [] as any })), ro = await r.run(query, variables, ctx).catch(e => ({ data: "THROW " + e.message, errors: [] as any }));
  const cmp = (k: string, other: any, errs = false) => { const same = isDeepStrictEqual(plain(x.data), plain(other.data)) && (!errs || fmt(x) === fmt(other)); bump(same ? k + " same" : k + " DIFF"); if (!same && shown++ < 3) console.log(seed, k, query, JSON.stringify(variables), "\n  OURS", fmt(x), "\n  " + k, fmt(other)); };
  cmp("jit2", x2, true); cmp("jit3", x3, true); cmp("js", y, true); cmp("apollo", ap); cmp("router", ro);
}
console.log(stat); process.exit(0);
