import { statSync } from "node:fs";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { loadFile, type LoadSummary } from "../pipeline/index.ts";
import { AppError } from "../platform/errors.ts";
import { fail } from "./fail.ts";
import { sendBatch } from "./send-batch.ts";

const USAGE =
  "npm run ingest -- FILE... --source NAME [--url http://127.0.0.1:4000] [--token demo-admin]";

/** Loads files into a running product, through its write API like any other sender. */
async function main(): Promise<void> {
  const { files, source, url, token } = readArguments();
  for (const file of files) {
    const size = statSync(file).size;
    const bar = new SingleBar({
      format: `${file} {bar} {percentage}% | {records} records | {rate}/s | {eta_formatted} left`,
      hideCursor: true,
      clearOnComplete: false,
    });
    const started = performance.now();
    bar.start(size, 0, { records: 0, rate: 0 });
    const summary = await loadFile(
      file,
      sendBatch({ url, token, source }),
      ({ records, bytes }) => {
        const rate = Math.round((records / (performance.now() - started)) * 1_000);
        bar.update(Math.min(bytes, size), { records, rate });
      },
    );
    bar.update(size);
    bar.stop();
    report(file, summary);
  }
}

function readArguments(): { files: string[]; source: string; url: string; token: string } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      source: { type: "string" },
      url: { type: "string", default: "http://127.0.0.1:4000" },
      token: { type: "string", default: "demo-admin" },
    },
  });
  const faults = [
    ...(positionals.length === 0 ? ["FILE: name at least one .csv, .ndjson or .jsonl file"] : []),
    ...(values.source === undefined
      ? ["--source: is required: the system that the records come from"]
      : []),
    ...(URL.canParse(values.url) ? [] : ["--url: is not a URL"]),
    ...positionals.flatMap((file) =>
      statSync(file, { throwIfNoEntry: false })?.isFile() === true
        ? []
        : [`${file}: is not a file`],
    ),
  ];
  if (faults.length > 0)
    throw new AppError("BAD_USER_INPUT", `${faults.join("\n")}\nUsage: ${USAGE}`);
  return { files: positionals, source: values.source ?? "", url: values.url, token: values.token };
}

function report(file: string, { records, outcomes, reasons }: LoadSummary): void {
  const { ACCEPTED, DUPLICATE, QUARANTINED, REJECTED } = outcomes;
  console.log(
    `${file}: ${String(records)} records: ${String(ACCEPTED)} accepted, ${String(DUPLICATE)} duplicate, ` +
      `${String(QUARANTINED)} quarantined, ${String(REJECTED)} rejected`,
  );
  for (const [code, { count, example }] of reasons)
    console.log(`  ${code}: ${String(count)} (${example})`);
}

main().catch(fail);
