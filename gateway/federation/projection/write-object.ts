import { isInherited } from "../own.ts";
import type { Entity, ProjectionRun } from "../run.ts";
import { BUBBLE, type Completer } from "./completer.ts";

/** One field of an object to be written. */
export interface FieldWriter {
  /** The client's name for it. */
  readonly name: string;
  /** Where its value was fetched to; null where it is not fetched. */
  readonly planKey: string | null;
  /** A JavaScript test of `v` that makes `complete` unnecessary. */
  readonly passes: string | null;
  readonly allowed: ReadonlySet<unknown> | null;
  readonly complete: Completer;
  /** Whether `complete` may answer `BUBBLE`. */
  readonly bubbles: boolean;
}

/** Writes an object of one type from what was fetched for it. */
export type ObjectWriter = (source: Entity, run: ProjectionRun) => unknown;

/**
 * Compiles the writer of an object. It is generated as JavaScript because an object literal with constant names is
 * several times as fast as a loop over names (half the time of a large answer is spent here). What goes into the text
 * is names that the GraphQL grammar allows, checked once more and quoted, and the tests above: no other text.
 */
export function compileWriter(fields: readonly FieldWriter[], depth: number): ObjectWriter {
  const lines = fields.map((field, i) => writeField(field, i, depth));
  const entries = fields.map(({ name }, i) => `${literalKey(name)}: v${String(i)}`);
  const body = [
    '"use strict";',
    ...fields.map((_, i) => `const c${String(i)} = completers[${String(i)}];`),
    ...fields.map((_, i) => `const a${String(i)} = allowed[${String(i)}];`),
    "return (source, run) => {",
    "const path = run.path;",
    ...lines,
    `return { ${entries.join(", ")} };`,
    "};",
  ].join("\n");
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- see above
  const make = new Function("completers", "allowed", "BUBBLE", body) as (
    completers: readonly Completer[],
    allowed: readonly (ReadonlySet<unknown> | null)[],
    bubble: symbol,
  ) => ObjectWriter;
  return make(
    fields.map((field) => field.complete),
    fields.map((field) => field.allowed),
    BUBBLE,
  );
}

function writeField(field: FieldWriter, i: number, depth: number): string {
  const v = `v${String(i)}`;
  const read = field.planKey === null ? "undefined" : readOwn(field.planKey);
  const complete = [
    `path[${String(depth)}] = ${quote(field.name)};`,
    `${v} = c${String(i)}(${v}, run);`,
    ...(field.bubbles ? [`if (${v} === BUBBLE) return BUBBLE;`] : []),
  ].join(" ");
  if (field.passes === null) return `let ${v} = ${read}; ${complete}`;
  const passes = field.passes.replaceAll(/\bv\b/g, v).replaceAll(/\ballowed\b/g, `a${String(i)}`);
  return `let ${v} = ${read}; if (!(${passes})) { ${complete} }`;
}

function readOwn(key: string): string {
  const read = `source[${quote(key)}]`;
  return isInherited(key) ? `(Object.hasOwn(source, ${quote(key)}) ? ${read} : undefined)` : read;
}

// As a plain key, "__proto__" in a literal would set the prototype.
function literalKey(name: string): string {
  return `[${quote(name)}]`;
}

function quote(name: string): string {
  if (!/^[_A-Za-z][_0-9A-Za-z]*$/.test(name)) throw new Error("not a GraphQL name");
  return JSON.stringify(name);
}
