import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { mappingSchema, type Mapping } from "../../subgraphs/identity/index.ts";
import { AppError } from "../../platform/errors.ts";

/** What the worker is asked: plain data, so that it can be sent. */
export interface MatchJob {
  readonly files: readonly string[];
  readonly mapping: Mapping;
  /** Columns that nobody reads: `--without`, and the truth. */
  readonly without: readonly string[];
  /** The column of labels, read by the measurement alone. */
  readonly truth: string | null;
  readonly seed: number;
}

/** Reads `--data FILE_OR_DIR… --config MAPPING.json [--truth COLUMN] [--without COLUMN,…] [--seed N]` and more options. */
export function readMatchJob<T extends string>(
  args: string[],
  usage: string,
  more: readonly T[],
): { job: MatchJob; options: Readonly<Record<T, string | undefined>> } {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: {
      data: { type: "string", multiple: true },
      config: text,
      without: { type: "string", multiple: true },
      seed: text,
      ...Object.fromEntries(more.map((name) => [name, text])),
    },
  });
  const given = values as Readonly<Record<string, string | string[] | boolean | undefined>>;
  const one = (name: string): string | undefined => {
    const value = given[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const many = (name: string): string[] => {
    const value = given[name];
    return Array.isArray(value) ? value.filter((item) => item !== "") : [];
  };
  const faults: string[] = [];
  const files = many("data").flatMap((path) => csvFiles(path, faults));
  if (many("data").length === 0)
    faults.push("--data: is required: a CSV file, or a folder of them");
  const mapping = readMapping(one("config"), faults);
  const seed = Number(one("seed") ?? "1");
  if (!Number.isSafeInteger(seed) || seed < 0) faults.push("--seed: must be a whole number from 0");
  const options = Object.fromEntries(more.map((name) => [name, one(name)])) as Record<
    T,
    string | undefined
  >;
  for (const name of more) if (options[name] === undefined) faults.push(`--${name}: is required`);
  if (mapping === null || faults.length > 0)
    throw new AppError("BAD_USER_INPUT", `${faults.join("\n")}\nUsage: ${usage}`);
  const truth = one("truth") ?? null;
  const without = many("without")
    .flatMap((names) => names.split(","))
    .map((name) => name.trim());
  const hidden = [...without, ...(truth === null ? [] : [truth])];
  if (Object.keys(mapping.fields).every((column) => hidden.includes(column)))
    throw new AppError(
      "BAD_USER_INPUT",
      "--without: leaves no column to match by; leave out fewer",
    );
  return { job: { files, mapping, without: hidden, truth, seed }, options };
}

function csvFiles(path: string, faults: string[]): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() === true) return [path];
  const files =
    found?.isDirectory() === true
      ? readdirSync(path)
          .filter((name) => name.toLowerCase().endsWith(".csv"))
          .sort()
      : [];
  if (files.length === 0)
    faults.push(`--data: ${path}: is neither a file nor a folder with .csv files`);
  return files.map((name) => join(path, name));
}

function readMapping(path: string | undefined, faults: string[]): Mapping | null {
  if (path === undefined || !existsSync(path)) {
    faults.push(
      path === undefined
        ? "--config: is required: a mapping of columns to roles, see docs/matching.md"
        : `--config: ${path}: is not a file`,
    );
    return null;
  }
  try {
    const read = mappingSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
    if (read.success) return read.data;
    for (const { path: at, message } of read.error.issues)
      faults.push(`--config: ${path}: ${at.join(".") || "the document"}: ${message}`);
  } catch {
    faults.push(`--config: ${path}: is not JSON`);
  }
  return null;
}
