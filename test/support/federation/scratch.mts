import { crm } from "./crm.ts";
import { catalog } from "./catalog.ts";
import { ourGateway } from "./gateways.ts";
import { apolloGateway, routerRuntime } from "./oracles.ts";
const f = process.argv[2] === "crm" ? crm() : catalog();
const g = ourGateway(f), a = await apolloGateway(f), r = await routerRuntime(f);
for (const q of process.argv.slice(3)) { for (let i = 0; i < 3; i++) { g.calls.length = 0; const r = await g.run(q); if (i !== 1) { console.log(JSON.stringify(r)); for (const e of r.errors ?? []) console.log(e.originalError); } } console.log("APOLLO", JSON.stringify(await a.run(q))); console.log("ROUTER", JSON.stringify(await r.run(q).catch(e => e.message)));  console.log(g.calls.map(c => c.subgraph + " " + c.text + " " + JSON.stringify(c.variables)).join("\n")); }
