import { createReadStream, statSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import {
  diffPlans,
  judgeLines,
  type CompiledPlan,
  type JudgedFile,
  type PlanChange,
} from "../pipeline/index.ts";
import { AppError } from "../platform/errors.ts";
import { fail } from "./fail.ts";
import { loadPlan, loadPlans } from "./load-plans.ts";
import { loadPolicy } from "./policy.ts";

const USAGE =
  "npm run plan -- check FILE_OR_FOLDER... [--against FILE_OR_FOLDER] [--events FILE.ndjson [--source NAME]]";
const MOST_LINES = 50;

/**
 * Checks tracking plans without starting anything. Ends with 0 where all is well, 1 where a plan has faults or can't be
 * read, 2 where the plan is sound and would put aside or refuse what passed before, or what the events file holds.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      against: { type: "string" },
      events: { type: "string" },
      source: { type: "string" },
    },
  });
  const [command, ...paths] = positionals;
  if (command !== "check" || paths.length === 0)
    throw new AppError("BAD_USER_INPUT", `Usage: ${USAGE}`);
  const plans = read(paths);
  // Labels are the policy's: a plan that names another is refused at start, so it is here.
  loadPolicy(process.env["POLICY_FILE"], plans);
  for (const { label, plan } of plans)
    console.log(
      `${label}: sound, ${String(plan.events.length)} events for ${plan.sources.join(", ")}`,
    );
  let isHarsh = false;
  if (values.against !== undefined)
    for (const one of plans) isHarsh = compare(one, read([values.against])) || isHarsh;
  if (values.events !== undefined) {
    const plan = planFor(plans, values.source);
    if (statSync(values.events, { throwIfNoEntry: false })?.isFile() !== true)
      throw new AppError("BAD_USER_INPUT", `--events: ${values.events}: is not a file`);
    const lines = createInterface({ input: createReadStream(values.events), crlfDelay: Infinity });
    const judged = await judgeLines(lines, plan, new Date());
    isHarsh = tell(plan.label, judged) || isHarsh;
  }
  return isHarsh ? 2 : 0;
}

function read(paths: readonly string[]): CompiledPlan[] {
  const faults: string[] = [];
  const plans = paths.flatMap((path) => {
    try {
      const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
      return isFolder ? loadPlans(path) : [loadPlan(path)];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      faults.push(error.message);
      return [];
    }
  });
  if (faults.length > 0) throw new AppError("BAD_USER_INPUT", faults.join("\n"));
  return plans;
}

/** Prints what a plan changes against the one of its name; true where that may stop what passed. */
function compare({ label, plan }: CompiledPlan, others: readonly CompiledPlan[]): boolean {
  const before = others.find((other) => other.plan.name === plan.name);
  if (before === undefined) {
    console.log(`${label}: is new`);
    return false;
  }
  const changes = diffPlans(before.plan, plan);
  const isSame = JSON.stringify(before.plan) === JSON.stringify(plan);
  if (!isSame && plan.version <= before.plan.version)
    throw new AppError(
      "BAD_USER_INPUT",
      `${label}: version: is not above ${String(before.plan.version)}; give every change a new number`,
    );
  console.log(
    `${before.label} → ${label}: ${isSame ? "the same" : `${String(changes.length)} changes of what it asks`}`,
  );
  for (const change of changes) console.log(`  ${sign(change)} ${change.path}: ${change.text}`);
  const breaking = changes.filter((change) => change.breaking).length;
  if (breaking > 0)
    console.log(`  ! ${String(breaking)} may put aside or refuse what passed before`);
  return breaking > 0;
}

const SIGNS = { added: "+", removed: "-", stricter: "^", looser: "v", changed: "~" } as const;

function sign({ change, breaking }: PlanChange): string {
  return `${breaking ? "!" : " "} ${SIGNS[change]}`;
}

function planFor(plans: readonly CompiledPlan[], source: string | undefined): CompiledPlan {
  const [plan, ...more] = plans.filter(
    ({ plan: { sources } }) => source === undefined || sources.includes(source),
  );
  if (plan === undefined)
    throw new AppError("BAD_USER_INPUT", `--source: no plan is for ${source ?? "it"}`);
  if (more.length > 0)
    throw new AppError(
      "BAD_USER_INPUT",
      "--source: say whose events these are; there are several plans",
    );
  return plan;
}

/** Prints what would become of events; true where some would be put aside or refused by the plan. */
function tell(label: string, { events, unreadable, verdicts, violations }: JudgedFile): boolean {
  const { ok, allow, warn, quarantine, reject } = verdicts;
  console.log(
    `${String(events)} events by ${label}: ${String(ok)} without fault, ${String(allow)} allowed, ${String(warn)} warned of, ` +
      `${String(quarantine)} put aside, ${String(reject)} refused`,
  );
  for (const [code, count] of unreadable) console.log(`  no events: ${String(count)} ${code}`);
  for (const { mode, code, field, events: count } of violations.slice(0, MOST_LINES))
    console.log(`  ${mode.padEnd(10)} ${String(count).padStart(7)} ${code} ${field}`);
  const left = violations.length - MOST_LINES;
  if (left > 0) console.log(`  and ${String(left)} more kinds`);
  return quarantine + reject > 0;
}

main().then((code) => {
  process.exitCode = code;
}, fail);
