import { createHash } from "node:crypto";
import { realpathSync, statSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { formatOfName, type ImportDescription } from "../pipeline/index.ts";
import { AppError } from "../platform/errors.ts";
import { fail } from "./fail.ts";
import { sendFile, type FileToSend, type SendTarget } from "./send-file.ts";

const USAGE =
  "npm run ingest -- FILE... --source NAME [--watermark COLUMN] [--again] [--url http://127.0.0.1:4000] [--token demo-admin]";

/** Loads files into a running product, through its write API like any other sender. */
async function main(): Promise<void> {
  const { files, target } = readArguments();
  for (const file of files) {
    const size = statSync(file.path).size;
    const bar = new SingleBar({
      format: `${file.name} {bar} {percentage}% | {records} records | {rate}/s | {left} left`,
      hideCursor: true,
      clearOnComplete: false,
    });
    bar.start(size, 0, { records: 0, rate: 0, left: "?" });
    const show = ({ bytes, total, records, perSecond, secondsLeft }: ImportDescription): void => {
      if (total !== null) bar.setTotal(total);
      const left = secondsLeft === null ? "?" : `${String(secondsLeft)} s`;
      bar.update(Math.min(bytes, total ?? size), { records, rate: perSecond, left });
    };
    try {
      const done = await sendFile(file, target, show);
      show({ ...done, secondsLeft: 0 });
      bar.stop();
      report(file.name, done);
    } finally {
      bar.stop();
    }
  }
}

function readArguments(): { files: FileToSend[]; target: SendTarget } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      source: { type: "string" },
      watermark: { type: "string" },
      again: { type: "boolean", default: false },
      url: { type: "string", default: "http://127.0.0.1:4000" },
      token: { type: "string", default: "demo-admin" },
    },
  });
  const faults = [
    ...(positionals.length === 0 ? ["FILE: name at least one file to load"] : []),
    ...(values.source === undefined
      ? ["--source: is required: the system that the records come from"]
      : []),
    ...(URL.canParse(values.url) ? [] : ["--url: is not a URL"]),
    ...positionals.flatMap(faultOf),
  ];
  if (faults.length > 0)
    throw new AppError("BAD_USER_INPUT", `${faults.join("\n")}\nUsage: ${USAGE}`);
  const { source = "", watermark = null, again, url, token } = values;
  const files = positionals.map((path) => toFile(path, source, watermark, again));
  return { files, target: { url, token, source } };
}

function faultOf(path: string): string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    return [`${path}: is not a file`];
  return formatOfName(path) === null
    ? [
        `${path}: is neither .csv, .ndjson, .jsonl nor .parquet (plain or .gz); rename or convert it`,
      ]
    : [];
}

// The same file, unchanged, is the same import: run again, it goes on where it stopped.
function toFile(
  path: string,
  source: string,
  watermark: string | null,
  again: boolean,
): FileToSend {
  const { size, mtimeMs } = statSync(path);
  const what = [realpathSync(path), size, mtimeMs, source, watermark].join("\n");
  const id = createHash("sha256").update(what).digest("hex").slice(0, 32);
  const named = formatOfName(path);
  const canGoOn = named !== null && !named.gzip && named.format !== "parquet";
  return { path, name: basename(path), id, canGoOn, watermark, again };
}

function report(name: string, { records, outcomes, reasons }: ImportDescription): void {
  const { accepted, duplicate, quarantined, rejected, unchanged } = outcomes;
  console.log(
    `${name}: ${String(records)} records: ${String(accepted)} accepted, ${String(duplicate)} duplicate, ` +
      `${String(quarantined)} quarantined, ${String(rejected)} rejected` +
      (unchanged === 0 ? "" : `, ${String(unchanged)} unchanged`),
  );
  for (const [code, { count, example }] of Object.entries(reasons))
    console.log(`  ${code}: ${String(count)} (${example})`);
}

main().catch(fail);
