import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { AppError } from "../platform/errors.ts";
import { askGraph, type AskTarget } from "./ask-graph.ts";
import { fail } from "./fail.ts";
import {
  CHANGED,
  DISCARD,
  LIST,
  PATCH,
  REPLAY,
  SHOW,
  type ListAnswer,
  type ReplayAnswer,
  type ResultRow,
} from "./quarantine-documents.ts";

const USAGE = `npm run quarantine -- list [FILTER] [--limit 50]
npm run quarantine -- show ID
npm run quarantine -- patch ID... --patch JSON
npm run quarantine -- replay ID... | [FILTER] [--dry-run]
npm run quarantine -- discard ID... --because TEXT
FILTER: --source, --reason, --plan, --field, --state (list), --since, --until; replay --all replays whatever waits
everywhere: [--url http://127.0.0.1:4000] [--token demo-admin]`;

const text = { type: "string" } as const;
const OPTIONS = {
  source: text,
  reason: text,
  plan: text,
  field: text,
  state: text,
  since: text,
  until: text,
  patch: text,
  because: text,
  limit: { type: "string", default: "50" },
  "dry-run": { type: "boolean", default: false },
  all: { type: "boolean", default: false },
  url: { type: "string", default: "http://127.0.0.1:4000" },
  token: { type: "string", default: "demo-admin" },
} as const;

/** What waits in quarantine, for a person at a terminal: over HTTP, with a token, like any other client. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  const [command, ...ids] = positionals;
  const target = { url: values.url, token: values.token };
  if (!URL.canParse(target.url)) throw misuse("--url: is not a URL");
  const { source, reason, plan, field, state, since, until } = values;
  const filter = { source, reason, plan, field, since, until };
  switch (command) {
    case "list":
      return list(target, { ...filter, state: state?.toUpperCase() }, limitOf(values.limit));
    case "show":
      return show(target, oneOf(ids));
    case "patch":
      return change(target, PATCH, { ids: someOf(ids), patch: jsonOf(values.patch) });
    case "discard":
      if (values.because === undefined) throw misuse("--because: is required: say why");
      return change(target, DISCARD, { ids: someOf(ids), reason: values.because });
    case "replay": {
      const dryRun = values["dry-run"];
      if (ids.length > 0) {
        report([await replay(target, { ids, dryRun })], dryRun);
        return;
      }
      if (!values.all && Object.values(filter).every((value) => value === undefined))
        throw misuse("replay: give ids, a filter, or --all");
      return replayAll(target, filter, dryRun);
    }
    default:
      throw misuse("COMMAND: must be list, show, patch, replay or discard");
  }
}

async function list(target: AskTarget, filter: object, limit: number): Promise<void> {
  let after: string | null = null;
  let shown = 0;
  do {
    const first = Math.min(100, limit - shown);
    const { quarantine }: ListAnswer = await askGraph(target, LIST, { filter, first, after });
    for (const { id, state, source, receivedAt, attempts, messageId, error } of quarantine.nodes)
      console.log(
        `${id}  ${receivedAt}  ${state}  ${source}  ${messageId}  attempts ${String(attempts)}  ${error.code}: ${error.message}`,
      );
    shown += quarantine.nodes.length;
    after = quarantine.pageInfo.hasNextPage ? quarantine.pageInfo.endCursor : null;
  } while (after !== null && shown < limit);
  console.log(`${String(shown)} shown${after === null ? "" : "; there are more: raise --limit"}`);
}

async function show(target: AskTarget, id: string): Promise<void> {
  const { quarantinedEvent } = await askGraph<{ quarantinedEvent: object | null }>(target, SHOW, {
    id,
  });
  if (quarantinedEvent === null) throw new AppError("NOT_FOUND", `${id}: there is no such entry.`);
  console.log(JSON.stringify(quarantinedEvent, null, 2));
}

async function change(target: AskTarget, document: string, variables: object): Promise<void> {
  const { results } = await askGraph<{ results: ResultRow[] }>(target, document, {
    ...variables,
  });
  for (const { id, outcome, error } of results)
    console.log(`${id}  ${outcome}${error === null ? "" : `  ${error.message}`}`);
  if (results.some(({ outcome }) => !CHANGED.has(outcome))) process.exitCode = 1;
}

async function replay(target: AskTarget, variables: object): Promise<ReplayAnswer["replay"]> {
  return (await askGraph<ReplayAnswer>(target, REPLAY, { ...variables })).replay;
}

/** Goes on until nothing of the filter is left; a call does as much as its deadline allows. */
async function replayAll(target: AskTarget, filter: object, dryRun: boolean): Promise<void> {
  const bar = new SingleBar({
    format: "replaying {bar} {percentage}% | {value} of {total} | {eta_formatted} left",
    hideCursor: true,
  });
  const answers: ReplayAnswer["replay"][] = [];
  let after: string | null = null;
  let done = 0;
  bar.start(1, 0);
  do {
    const answer: ReplayAnswer["replay"] = await replay(target, { filter, after, dryRun });
    answers.push(answer);
    done += answer.results.length;
    bar.setTotal(Math.max(done + answer.left, 1));
    bar.update(done);
    after = answer.left > 0 ? answer.endCursor : null;
  } while (after !== null);
  bar.stop();
  report(answers, dryRun);
}

function report(answers: readonly ReplayAnswer["replay"][], dryRun: boolean): void {
  const sum = (of: "replayed" | "failed" | "skipped"): string =>
    String(answers.reduce((total, answer) => total + answer[of], 0));
  console.log(
    `${sum("replayed")} ${dryRun ? "would be events" : "are events now"}, ${sum("failed")} ${dryRun ? "would fail" : "failed"} again, ${sum("skipped")} skipped`,
  );
  const reasons = new Map<string, { count: number; example: string }>();
  for (const { outcome, error, id } of answers.flatMap((answer) => answer.results)) {
    if (outcome === "REPLAYED") continue;
    const reason = error?.code ?? outcome;
    const example = `${id}${error === null ? "" : `: ${error.message}`}`;
    reasons.set(reason, { example, count: (reasons.get(reason)?.count ?? 0) + 1 });
  }
  for (const [reason, { count, example }] of reasons)
    console.log(`  ${reason}: ${String(count)} (${example})`);
}

function oneOf(ids: readonly string[]): string {
  const [id, ...more] = ids;
  if (id === undefined || more.length > 0) throw misuse("ID: name one entry");
  return id;
}

function someOf(ids: readonly string[]): readonly string[] {
  if (ids.length === 0) throw misuse("ID: name at least one entry");
  return ids;
}

function limitOf(given: string): number {
  const limit = Number(given);
  if (!Number.isInteger(limit) || limit < 1) throw misuse("--limit: must be a whole number from 1");
  return limit;
}

function jsonOf(given: string | undefined): unknown {
  if (given === undefined) throw misuse("--patch: is required: a JSON object or list");
  try {
    return JSON.parse(given) as unknown;
  } catch {
    throw misuse("--patch: is no JSON");
  }
}

function misuse(problem: string): AppError {
  return new AppError("BAD_USER_INPUT", `${problem}\nUsage:\n${USAGE}`);
}

main().catch(fail);
