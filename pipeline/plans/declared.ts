import { isPlain, type Plain } from "../../platform/plain.ts";

/** The names that a schema declares, and those inside them; null members say nothing of what is inside. */
export interface Declared {
  readonly names: ReadonlyMap<string, Declared | null> | null;
  readonly items: Declared | null;
}

// A schema with one of these says itself what else may stand there, or can't be read as one list of names.
const OPEN = [
  "additionalProperties",
  "patternProperties",
  "propertyNames",
  "allOf",
  "anyOf",
  "oneOf",
  "if",
];

/** Reads the declared names out of a JSON Schema; `$ref` goes to the plan's definitions. */
export function declaredBy(
  schema: unknown,
  definitions: Plain,
  known = new Map<string, Declared>(),
): Declared | null {
  if (!isPlain(schema)) return null;
  const { $ref } = schema;
  const ref = typeof $ref === "string" ? /^#\/definitions\/([^/]+)$/.exec($ref)?.[1] : undefined;
  if (ref !== undefined) return referredTo(ref, definitions, known);
  const { properties } = schema;
  const isClosedList = isPlain(properties) && !OPEN.some((keyword) => keyword in schema);
  const items = declaredBy(schema["items"], definitions, known);
  if (!isClosedList) return items === null ? null : { names: null, items };
  const names = new Map(
    Object.entries(properties).map(
      ([name, inner]) => [name, declaredBy(inner, definitions, known)] as const,
    ),
  );
  return { names, items };
}

// A definition may contain itself: it is known before it is read.
function referredTo(
  name: string,
  definitions: Plain,
  known: Map<string, Declared>,
): Declared | null {
  const before = known.get(name);
  if (before !== undefined) return before;
  const made: { names: Declared["names"]; items: Declared["items"] } = { names: null, items: null };
  known.set(name, made);
  const read = declaredBy(definitions[name], definitions, known);
  made.names = read?.names ?? null;
  made.items = read?.items ?? null;
  return made;
}

/** The paths in a value that nothing declares, at most `most`. */
export function undeclaredIn(
  path: string,
  value: unknown,
  declared: Declared,
  most: number,
): readonly string[] {
  const found: string[] = [];
  visit(value, declared, found, most);
  return found.map((inside) => `${path}${inside}`);
}

// Each path is put together on the way back: mostly there is none.
function visit(node: unknown, { names, items }: Declared, found: string[], most: number): void {
  if (typeof node !== "object" || node === null || found.length >= most) return;
  if (Array.isArray(node)) {
    if (items !== null)
      for (const [i, item] of node.entries())
        visitInside(item, items, `[${String(i)}]`, found, most);
    return;
  }
  if (names === null) return;
  for (const name of Object.keys(node)) {
    const inner = names.get(name);
    if (inner === undefined) {
      if (found.length < most) found.push(`.${name}`);
    } else if (inner !== null) {
      const item = (node as Plain)[name];
      if (typeof item === "object") visitInside(item, inner, `.${name}`, found, most);
    }
  }
}

function visitInside(
  node: unknown,
  declared: Declared,
  step: string,
  found: string[],
  most: number,
): void {
  const before = found.length;
  visit(node, declared, found, most);
  for (let i = before; i < found.length; i += 1) found[i] = `${step}${found[i] ?? ""}`;
}
