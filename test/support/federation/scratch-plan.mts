import { appendFileSync, writeFileSync } from "node:fs";
import { parse, validate } from "graphql";
import { crm } from "./crm.ts";
import { catalog } from "./catalog.ts";
import { ourGateway } from "./gateways.ts";
import { QueryPlanner } from "@graphql-hive/router-query-planner";
import { randomQuery } from "./random-query.ts";
const VALUES = { id: ["c1","c2","old-c3","zz"], ids: [["c1","c2"],["c1","c1","c3"],[]], first: [0,1,2,3], upc: ["p1","p3","x"], unit: ["KG","G"], by: [{upc:"p2"},{index: 2}], nickname: ["n"] };
const [which, from, to, raw] = process.argv.slice(2);
const f = which === "crm" ? crm() : catalog();
const jit = ourGateway(f); const p = new QueryPlanner(f.supergraph);
const stat: any = {};
for (let seed = +from!; seed <= +to!; seed++) {
  const { query } = randomQuery(jit.schema, seed, VALUES, "query");
  if (validate(jit.schema, parse(query)).length) continue;
  writeFileSync("/tmp/gw/last.txt", seed + "\n" + query);
  let k = "ok";
  try { if (raw) p.plan(query, null, new Set(), 0); else jit.gateway.prepare(parse(query)); } catch (e: any) { k = (e.originalError ?? e).message.replace(/'.*?'/g, "X").slice(0, 120); }
  if (k.includes("No paths")) console.log(seed, k, query.slice(0, 600)); stat[k] = (stat[k] ?? 0) + 1;
}
console.log(stat);
