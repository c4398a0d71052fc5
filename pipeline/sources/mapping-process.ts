import { setImmediate as turn } from "node:timers/promises";
import { createContext, Script } from "node:vm";
import jsonata from "jsonata";
import type { Mapped, MappingAnswer, MappingJob } from "./mapping-messages.ts";

/** How long one expression over one record may take, and one regular expression within it, milliseconds. */
const LONGEST_MS = 250;

/** A mapping says the same of the same record, always: a delivery that is repeated is a duplicate. */
const NOT_OF_THE_RECORD = ["now", "millis", "random", "shuffle"];
/** Text that came with a record is never run. */
const RUNS_TEXT = ["eval"];

// JSONata looks at the time between its own steps only; within a regular expression nobody but the engine can.
const sandbox: { run: () => unknown } = { run: () => null };
const context = createContext(sandbox);
const script = new Script("run()");

class BoundedRegExp extends RegExp {
  override exec(text: string): RegExpExecArray | null {
    sandbox.run = () => super.exec(text);
    return script.runInContext(context, { timeout: LONGEST_MS }) as RegExpExecArray | null;
  }
}

const LIMITS = {
  timeout: LONGEST_MS,
  stack: 200,
  sequence: 10_000,
  RegexEngine: BoundedRegExp as unknown as RegExpConstructor,
};

const compiled = new Map<string, jsonata.Expression>();

function expressionOf(text: string): jsonata.Expression {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const expression = jsonata(text, LIMITS);
  for (const name of [...NOT_OF_THE_RECORD, ...RUNS_TEXT])
    expression.registerFunction(name, () => {
      throw new NotForMappings(`$${name} is not there for mappings`);
    });
  compiled.set(text, expression);
  return expression;
}

/** A function that mappings must not use; what it says quotes no value. */
class NotForMappings extends Error {
  override readonly name = "NotForMappings";
}

async function map(expression: jsonata.Expression, record: unknown): Promise<Mapped> {
  try {
    const result: unknown = await expression.evaluate(record);
    if (result === undefined || result === null) return { kind: "events", events: [] };
    const events = asJson(result);
    if (events === undefined) return { kind: "fault", problem: "gives something that is no JSON" };
    return { kind: "events", events: Array.isArray(events) ? (events as unknown[]) : [events] };
  } catch (error) {
    return { kind: "fault", problem: problemOf(error) };
  }
}

/** Errors that say of functions and limits what is wrong, and quote no value of the record (JSONata's and Node's codes). */
const TELLS_NO_VALUE = new Set([
  "T0410",
  "T0411",
  "T1006",
  "D1011",
  "D1012",
  "D2015",
  "ERR_SCRIPT_EXECUTION_TIMEOUT",
]);

// JSONata's other messages quote the values that they are about.
function problemOf(error: unknown): string {
  const { code, position, message } = error as Readonly<Record<string, unknown>>;
  if (typeof code === "string" && !TELLS_NO_VALUE.has(code))
    return `fails with ${code}${typeof position === "number" ? ` at character ${String(position)} of the mapping` : ""}`;
  return typeof message === "string" &&
    (typeof code === "string" || error instanceof NotForMappings)
    ? message
    : "can't be mapped";
}

// What comes out are JSONata's own arrays, and may be a function.
function asJson(result: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(result)) as unknown;
  } catch {
    return undefined;
  }
}

const say = (answer: MappingAnswer): void => {
  process.send?.(answer);
};

process.on("message", ({ expression: text, records }: MappingJob) => {
  void (async () => {
    say("started");
    const expression = expressionOf(text);
    for (const record of records) {
      say(await map(expression, record));
      // What the channel could not take at once goes out between two turns only, and silence looks like a long record.
      await turn();
    }
    say("done");
  })();
});
