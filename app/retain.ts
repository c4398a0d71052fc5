import { parseArgs } from "node:util";
import { AppError } from "../platform/errors.ts";
import { loadConfig } from "./config.ts";
import { openDatabase } from "./database.ts";
import { fail } from "./fail.ts";
import { openProcess } from "./open-process.ts";

const USAGE = "npm run retain -- --before 2025-01-01 [--delete]";

/** `npm run retain`: deletes what events before a date held, but for what tells a repeat. Counts only, unless told. */
async function main(): Promise<void> {
  const { before, isDry } = readArguments();
  const config = loadConfig(process.env);
  const mongo = await openDatabase(config, process.env);
  const opened = await openProcess(
    { ...config, MONGODB_URI: mongo.uri },
    { onAccepted: null, scopeForm: "sealed" },
  );
  try {
    const { found, deleted } = await opened.graph.events.retain(before, {
      isDry,
      onProgress: (done) => {
        console.log(`${String(done)} events deleted`);
      },
    });
    console.log(
      isDry
        ? `${String(found)} events happened before ${before.toISOString()}. Nothing was deleted: add --delete to do it.`
        : `${String(deleted)} events deleted. Their ids stay known: a repeat is still a duplicate.`,
    );
  } finally {
    await opened.close();
    await mongo.stop();
  }
}

function readArguments(): { before: Date; isDry: boolean } {
  const { values } = parseArgs({
    options: { before: { type: "string" }, delete: { type: "boolean", default: false } },
  });
  const before = new Date(values.before ?? "");
  if (Number.isNaN(before.getTime()))
    throw new AppError(
      "BAD_USER_INPUT",
      `--before: must be a date, as 2025-01-01\nUsage: ${USAGE}`,
    );
  return { before, isDry: !values.delete };
}

main().catch(fail);
