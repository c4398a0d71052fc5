import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { csvLines, generateFeed, SOURCES, type FeedOptions } from "../examples/feed/index.ts";

/** Writes a sample feed as files: `npm run feed -- --people N --seed S --until INSTANT --out DIR`. */
const DEFAULTS = {
  people: "2000",
  seed: "1",
  // An instant of its own, so that the same call writes the same files on every day.
  until: "2026-05-01T00:00:00.000Z",
  out: ".data/feed",
};
const MOST_PEOPLE = 20_000;

const read = readArguments(process.argv.slice(2));
if (read.kind === "faults") {
  console.error(`The feed was not made:\n${read.faults.map((fault) => `- ${fault}`).join("\n")}`);
  process.exitCode = 1;
} else
  try {
    writeFeed(read.options, read.out);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    console.error(
      `The feed was not written:\n- --out: ${String(error.code)}; name a folder to write to`,
    );
    process.exitCode = 1;
  }

type Arguments =
  | { readonly kind: "options"; readonly options: FeedOptions; readonly out: string }
  | { readonly kind: "faults"; readonly faults: readonly string[] };

function readArguments(args: string[]): Arguments {
  const { values, tokens } = parseArgs({
    args,
    options: {
      people: { type: "string" },
      seed: { type: "string" },
      until: { type: "string" },
      out: { type: "string" },
    },
    strict: false,
    tokens: true,
  });
  const faults: string[] = [];
  const given = { ...DEFAULTS };
  for (const token of tokens) {
    if (token.kind === "positional")
      faults.push(`${token.value}: is no option; give --people, --seed, --until or --out`);
    if (token.kind !== "option") continue;
    const { name, rawName } = token;
    const value = values[name];
    if (!isOption(name))
      faults.push(`${rawName}: is unknown; know --people, --seed, --until, --out`);
    else if (typeof value !== "string" || value === "")
      faults.push(`${rawName}: has no value; give one: ${rawName} ${DEFAULTS[name]}`);
    else given[name] = value;
  }
  const [people, seed, until] = [Number(given.people), Number(given.seed), new Date(given.until)];
  if (!/^\d+$/.test(given.people) || people < 1 || people > MOST_PEOPLE)
    faults.push(`--people: is ${given.people}; give a whole number, 1 to ${String(MOST_PEOPLE)}`);
  if (!/^\d+$/.test(given.seed) || !Number.isSafeInteger(seed))
    faults.push(`--seed: is ${given.seed}; give a whole number from 0`);
  if (!/^\d{4}-\d{2}-\d{2}/.test(given.until) || Number.isNaN(until.getTime()))
    faults.push(`--until: is ${given.until}; give an ISO 8601 instant: ${DEFAULTS.until}`);
  return faults.length > 0
    ? { kind: "faults", faults }
    : { kind: "options", options: { people, seed, until }, out: given.out };
}

function isOption(name: string): name is keyof typeof DEFAULTS {
  return Object.hasOwn(DEFAULTS, name);
}

function writeFeed(options: FeedOptions, out: string): void {
  const { records, truth } = generateFeed(options);
  mkdirSync(out, { recursive: true });
  const write = (name: string, lines: Iterable<string>): void => {
    console.log(`${join(out, name)}: ${String(writeLines(join(out, name), lines))} lines`);
  };
  write(
    "all.ndjson",
    map(records, (record) => JSON.stringify(record)),
  );
  for (const source of SOURCES) {
    const own = records.filter((record) => record.source === source);
    write(
      `${source}.ndjson`,
      map(own, ({ event }) => JSON.stringify(event)),
    );
  }
  write("crm.csv", csvLines(records, "crm"));
  write("loyalty.csv", csvLines(records, "loyalty"));
  writeFileSync(join(out, "truth.json"), `${JSON.stringify(truth)}\n`);
  console.log(`${join(out, "truth.json")}: ${String(truth.people.length)} people`);
}

function* map<T, U>(items: Iterable<T>, make: (item: T) => U): Generator<U> {
  for (const item of items) yield make(item);
}

/** Writes in portions: a large feed as one string would be too long for one. */
function writeLines(path: string, lines: Iterable<string>): number {
  const file = openSync(path, "w");
  let count = 0;
  let portion = "";
  for (const line of lines) {
    portion += `${line}\n`;
    if (++count % 2000 === 0) {
      writeSync(file, portion);
      portion = "";
    }
  }
  writeSync(file, portion);
  closeSync(file);
  return count;
}
