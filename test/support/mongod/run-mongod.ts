import { startMongod } from "../../../platform/mongod/index.ts";

// A process that runs a server over a folder until it is killed: npx tsx run-mongod.ts BINARY FOLDER
const [binary = "", dataDir = ""] = process.argv.slice(2);
try {
  const { uri, pid } = await startMongod({ binary, dataDir });
  console.log(JSON.stringify({ uri, pid }));
  setInterval(() => undefined, 60_000);
} catch (error) {
  console.log(JSON.stringify({ message: error instanceof Error ? error.message : String(error) }));
  process.exitCode = 1;
}
