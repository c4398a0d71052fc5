import { fork, type ChildProcess } from "node:child_process";
import jsonata from "jsonata";
import { AppError, badInput } from "../../platform/errors.ts";
import type { Mapped, MappingAnswer, MappingJob } from "./mapping-messages.ts";

/** A declarative mapping, compiled. */
export interface Mapping {
  /** What it makes of each record, in order. A record that it can't map is its own fault and nobody else's. */
  apply(records: readonly unknown[]): Promise<Mapped[]>;
}

/** Runs mappings in a process of their own. */
export interface Mapper {
  /** Compiles an expression (JSONata); throws `BAD_USER_INPUT` saying where it is wrong. */
  compile(expression: string, field: string): Mapping;
  /** Ends the process; what still waits fails. */
  close(): void;
}

const LONGEST_EXPRESSION = 20_000;
/** How long one record may take before its process is ended, milliseconds. */
const LONGEST_MS = 1_000;
/** A job that ended so many processes is not worked on. */
const MOST_ENDED = 3;
const MOST_HEAP_MB = 128;

/**
 * Makes the mapper of a process. Expressions, and the data that they meet, are not trusted with the time and memory of
 * the write path: JSONata is Turing-complete, and one call of `$pad` can fill a heap, which no thread survives and
 * takes its whole process with it. So they run in a process of their own, without an environment and with a small heap,
 * which is ended when one record takes longer than a second. It starts with the first record.
 */
export function createMapper(longestMs = LONGEST_MS): Mapper {
  let child: ChildProcess | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;
  const end = (): void => {
    child?.kill("SIGKILL");
    child = null;
  };

  const run = async (expression: string, records: readonly unknown[]): Promise<Mapped[]> => {
    const mapped: Mapped[] = [];
    for (let ended = 0; mapped.length < records.length; ended += 1) {
      if (closed) throw new AppError("UNAVAILABLE", "This process is ending; send it again.");
      if (ended === MOST_ENDED) return [...mapped, ...records.slice(mapped.length).map(notTried)];
      if (child?.connected !== true) child = startChild();
      const left = { expression, records: records.slice(mapped.length) };
      const outcome = await work(child, left, longestMs, (one) => mapped.push(one));
      if (outcome === "done") break;
      end();
      mapped.push({ kind: "fault", problem: outcome });
    }
    return mapped;
  };

  return {
    compile: (expression, field) => {
      check(expression, field);
      return {
        apply: (records) => {
          // One job at a time: a record's time is its own.
          const answer = queue.then(() => run(expression, records));
          queue = answer.catch(() => null);
          return answer;
        },
      };
    },
    close: () => {
      closed = true;
      end();
    },
  };
}

function notTried(): Mapped {
  return { kind: "fault", problem: "was not tried: records before it took too long" };
}

function check(expression: string, field: string): void {
  if (expression.length > LONGEST_EXPRESSION)
    throw badInput(field, `has more than ${String(LONGEST_EXPRESSION)} characters`);
  try {
    jsonata(expression);
  } catch (error) {
    const { message, position } = error as { readonly message: string; readonly position: number };
    throw badInput(field, `is not JSONata: ${message} (at character ${String(position)})`);
  }
}

function startChild(): ChildProcess {
  const child = fork(new URL("./mapping-process.ts", import.meta.url), {
    execArgv: [
      `--max-old-space-size=${String(MOST_HEAP_MB)}`,
      "--import",
      import.meta.resolve("tsx"),
    ],
    env: {},
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  letGo(child);
  return child;
}

// While it works, this process must not end; while it waits, this process must be able to.
function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}

function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

/** Resolves with `done`, or with why the record at hand ended the process. */
function work(
  child: ChildProcess,
  job: MappingJob,
  longestMs: number,
  onMapped: (mapped: Mapped) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    hold(child);
    let timer: NodeJS.Timeout | undefined;
    let started = false;
    const finish = (outcome: string | Error): void => {
      clearTimeout(timer);
      timer = undefined;
      child.off("message", onMessage).off("error", finish).off("exit", onExit);
      letGo(child);
      if (typeof outcome === "string") resolve(outcome);
      else reject(outcome);
    };
    const watch = (): void => {
      clearTimeout(timer);
      const begun = setTimeout(() => {
        // Where this process was held up, what the other one has said since is heard first.
        setImmediate(() => {
          if (timer === begun) finish(`takes longer than ${String(longestMs)} ms to map`);
        });
      }, longestMs);
      timer = begun;
    };
    const onExit = (): void => {
      if (started) finish("needs more memory to map than there is");
      else finish(new Error("the process of the mappings did not start"));
    };
    const onMessage = (message: unknown): void => {
      const answer = message as MappingAnswer;
      if (answer === "done") {
        finish("done");
        return;
      }
      started = true;
      watch();
      if (answer !== "started") onMapped(answer);
    };
    child.on("message", onMessage).on("error", finish).on("exit", onExit);
    child.send(job);
  });
}
