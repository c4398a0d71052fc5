type Plain = Readonly<Record<string, unknown>>;

const DEEPEST = 10;

/** The names that a JSON Schema requires of an object, by itself, by `allOf` or by a definition that it refers to. */
export function requiredBy(schema: unknown, definitions: Plain, depth = 0): readonly string[] {
  // A definition may contain itself.
  if (typeof schema !== "object" || schema === null || depth > DEEPEST) return [];
  const { $ref, required, allOf } = schema as Plain;
  const ref = typeof $ref === "string" ? /^#\/definitions\/([^/]+)$/.exec($ref)?.[1] : undefined;
  const more = [
    ...(Array.isArray(allOf) ? (allOf as readonly unknown[]) : []),
    ...(ref === undefined ? [] : [definitions[ref]]),
  ];
  const own = Array.isArray(required) ? (required as readonly unknown[]) : [];
  const names = [
    ...own.filter((name) => typeof name === "string"),
    ...more.flatMap((one) => requiredBy(one, definitions, depth + 1)),
  ];
  return [...new Set(names)].sort();
}
