type Plain = Readonly<Record<string, unknown>>;

const DEEPEST = 10;

/** The names that a JSON Schema requires of an object, by itself, by `allOf` or by a definition that it refers to. */
export function requiredBy(schema: unknown, definitions: Plain): readonly string[] {
  return [...new Set(saidBy(schema, definitions).flatMap(requiredIn))].sort();
}

/** The names that a JSON Schema requires or describes, found the same way. */
export function namedBy(schema: unknown, definitions: Plain): readonly string[] {
  const named = saidBy(schema, definitions).flatMap((one) => {
    const { properties } = one;
    const isPlain = typeof properties === "object" && properties !== null;
    return [...requiredIn(one), ...(isPlain ? Object.keys(properties) : [])];
  });
  return [...new Set(named)].sort();
}

function requiredIn({ required }: Plain): string[] {
  const own = Array.isArray(required) ? (required as readonly unknown[]) : [];
  return own.filter((name) => typeof name === "string");
}

/** A schema and all whose word holds with it. */
function saidBy(schema: unknown, definitions: Plain, depth = 0): Plain[] {
  // A definition may contain itself.
  if (typeof schema !== "object" || schema === null || depth > DEEPEST) return [];
  const { $ref, allOf } = schema as Plain;
  const ref = typeof $ref === "string" ? /^#\/definitions\/([^/]+)$/.exec($ref)?.[1] : undefined;
  const more = [
    ...(Array.isArray(allOf) ? (allOf as readonly unknown[]) : []),
    ...(ref === undefined ? [] : [definitions[ref]]),
  ];
  return [schema as Plain, ...more.flatMap((one) => saidBy(one, definitions, depth + 1))];
}
