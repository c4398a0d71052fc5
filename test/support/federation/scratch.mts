import { crm } from "./crm.ts";
import { ourGateway } from "./gateways.ts";
const g = ourGateway(crm());
for (const q of process.argv.slice(2)) { for (let i = 0; i < 3; i++) { g.calls.length = 0; const r = await g.run(q); if (i !== 1) console.log(JSON.stringify(r)); } console.log(g.calls.map(c => c.subgraph + " " + c.text + " " + JSON.stringify(c.variables)).join("\n")); }
