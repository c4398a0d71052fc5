import { declaredBy } from "./declared.ts";

type Plain = Readonly<Record<string, unknown>>;

/** A schema of a plan, and what its `$ref`s refer to. */
export interface PlannedSchema {
  readonly schema: unknown;
  readonly definitions: Plain;
}

/** One difference between two schemas. */
export interface SchemaChange {
  readonly path: string;
  readonly change: "added" | "removed" | "stricter" | "looser" | "changed";
  readonly text: string;
  /** Whose mode holds for what breaks it: the event's, or that of undeclared properties. */
  readonly judges: "event" | "undeclared";
}

/** Keywords with a number: a larger one is stricter (1) or looser (-1). */
const BOUNDS: Readonly<Record<string, 1 | -1>> = {
  minimum: 1,
  exclusiveMinimum: 1,
  minLength: 1,
  minItems: 1,
  minProperties: 1,
  maximum: -1,
  exclusiveMaximum: -1,
  maxLength: -1,
  maxItems: -1,
  maxProperties: -1,
};
/** Words for people. */
const SILENT = new Set(["title", "description", "examples", "default", "$comment"]);
const OWN_WAY = new Set(["properties", "required", "items", "type", "enum", "$ref"]);

/** What a new schema asks that the old one did not, and the other way round, by the paths that senders write. */
export function diffSchemas(
  was: PlannedSchema,
  is: PlannedSchema,
  path: string,
  within: readonly string[] = [],
): SchemaChange[] {
  const [before, after] = [resolve(was), resolve(is)];
  // A definition may contain itself: within itself there is nothing new to say of it.
  const pair = `${before.ref} ${after.ref}`;
  if (pair !== " " && within.includes(pair)) return [];
  const inner = [...within, pair];
  const go = (a: unknown, b: unknown, at: string): SchemaChange[] =>
    diffSchemas({ ...was, schema: a }, { ...is, schema: b }, at, inner);
  const [old, now] = [before.schema, after.schema];
  const [oldNames, newNames] = [plain(old["properties"]), plain(now["properties"])];
  return [
    ...(isClosedList(now) && !isClosedList(old)
      ? [
          {
            path,
            change: "stricter",
            text: "counts what it does not declare",
            judges: "undeclared",
          } as const,
        ]
      : []),
    ...diffProperties(old, now).map((one) => ({ ...one, path: `${path}.${one.path}` })),
    ...Object.keys(newNames)
      .filter((name) => Object.hasOwn(oldNames, name))
      .flatMap((name) => go(oldNames[name], newNames[name], `${path}.${name}`)),
    ...("items" in old || "items" in now ? go(old["items"], now["items"], `${path}[]`) : []),
    ...diffTypes(old["type"], now["type"], path),
    ...diffEnums(old["enum"], now["enum"], path),
    ...diffKeywords(old, now, path),
  ];
}

function resolve({ schema, definitions }: PlannedSchema): { schema: Plain; ref: string } {
  const { $ref, ...rest } = plain(schema);
  const name = typeof $ref === "string" ? /^#\/definitions\/([^/]+)$/.exec($ref)?.[1] : undefined;
  if (name === undefined) return { schema: plain(schema), ref: "" };
  // Of two definitions that refer to each other the first is as far as this goes.
  return { schema: { ...plain(definitions[name]), ...rest }, ref: name };
}

// Only such a schema says what is undeclared (see declared.ts).
function isClosedList(schema: Plain): boolean {
  return declaredBy(schema, {})?.names !== null && declaredBy(schema, {}) !== null;
}

function diffProperties(before: Plain, after: Plain): SchemaChange[] {
  const [old, now] = [plain(before["properties"]), plain(after["properties"])];
  const [needed, needs] = [list(before["required"]), list(after["required"])];
  const changes: SchemaChange[] = [];
  const names = new Set(
    [...Object.keys(old), ...Object.keys(now), ...needed, ...needs].map(String),
  );
  for (const path of names) {
    const judges = "event";
    const isNew = !Object.hasOwn(old, path) && Object.hasOwn(now, path);
    const isGone = Object.hasOwn(old, path) && !Object.hasOwn(now, path);
    if (isNew) changes.push({ path, change: "added", text: "is declared", judges });
    if (isGone)
      changes.push({
        path,
        change: "removed",
        text: "is not declared any more",
        judges: isClosedList(after) ? "undeclared" : "event",
      });
    if (needs.includes(path) && !needed.includes(path))
      changes.push({ path, change: "stricter", text: "is required", judges });
    if (needed.includes(path) && !needs.includes(path))
      changes.push({ path, change: "looser", text: "is not required any more", judges });
  }
  return changes;
}

// A number may be whole: what asks for a number takes integers too.
function diffTypes(was: unknown, is: unknown, path: string): SchemaChange[] {
  const [old, now] = [list(was), list(is)];
  if (same(old, now)) return [];
  const takes = (types: readonly unknown[], one: unknown): boolean =>
    types.length === 0 || types.includes(one) || (one === "integer" && types.includes("number"));
  const narrower = old.length === 0 || old.some((one) => !takes(now, one));
  const text = `type: ${shown(old)} → ${shown(now)}`;
  return [{ path, change: narrower ? "stricter" : "looser", text, judges: "event" }];
}

function diffEnums(was: unknown, is: unknown, path: string): SchemaChange[] {
  if (was === undefined && is === undefined) return [];
  const texts = (values: unknown): string[] => list(values).map((one) => JSON.stringify(one));
  const [old, now] = [texts(was), texts(is)];
  if (was === undefined || is === undefined) {
    const text = is === undefined ? "takes any value" : `takes only ${now.join(", ")}`;
    return [{ path, change: is === undefined ? "looser" : "stricter", text, judges: "event" }];
  }
  const gone = old.filter((one) => !now.includes(one));
  const fresh = now.filter((one) => !old.includes(one));
  return [
    ...gone.map((one): SchemaChange => ({
      path,
      change: "stricter",
      text: `does not take ${one} any more`,
      judges: "event",
    })),
    ...fresh.map((one): SchemaChange => ({
      path,
      change: "looser",
      text: `takes ${one}`,
      judges: "event",
    })),
  ];
}

function diffKeywords(before: Plain, after: Plain, path: string): SchemaChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name): SchemaChange[] => {
    if (OWN_WAY.has(name) || SILENT.has(name)) return [];
    const [was, is] = [before[name], after[name]];
    if (same(was, is)) return [];
    const text = `${name}: ${shown(was)} → ${shown(is)}`;
    return [{ path, change: direction(name, was, is), text, judges: "event" }];
  });
}

function direction(name: string, was: unknown, is: unknown): SchemaChange["change"] {
  if (is === undefined) return "looser";
  if (was === undefined) return is === true ? "looser" : "stricter";
  const way = Object.hasOwn(BOUNDS, name) ? BOUNDS[name] : undefined;
  if (way !== undefined && typeof was === "number" && typeof is === "number")
    return is > was === (way === 1) ? "stricter" : "looser";
  // Which of two patterns or formats takes more nobody can tell.
  return "changed";
}

function plain(value: unknown): Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Plain)
    : {};
}

function list(value: unknown): readonly unknown[] {
  return value === undefined ? [] : [value].flat();
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function shown(value: unknown): string {
  if (value === undefined) return "any";
  return Array.isArray(value) && value.length === 0 ? "any" : JSON.stringify(value).slice(0, 200);
}
