import { catalog } from "./catalog.ts";
import { QueryPlanner } from "@graphql-hive/router-query-planner";
import { spawnSync } from "node:child_process";
if (process.argv[2] === "one") { const p = new QueryPlanner(catalog().supergraph); for (const q of JSON.parse(process.argv[3]!)) try { p.plan(q, null, new Set(), 0); process.stdout.write("ok;"); } catch (e: any) { process.stdout.write("ERR " + e.message.slice(0,80)+";") } }
else for (const q of process.argv.slice(2)) { const r = spawnSync(process.execPath, ["--import", "tsx", import.meta.filename, "one", JSON.stringify([q])], { encoding: "utf8" }); console.log(r.stdout || "ABORT " + r.signal, q); }
