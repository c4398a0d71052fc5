import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isInterfaceType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from "graphql";

/** A query that is likely, not certain, to be valid: two fields of one name may ask for different things. */
export interface RandomQuery {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Values for arguments, by name. */
export type ArgumentValues = Readonly<Record<string, readonly unknown[]>>;

// Names of inherited properties: both oracles stumble over them, so they are tested by themselves.
const INHERITED = new Set(["constructor", "__proto__", "toString"]);

/** Draws a query over a public schema; the same seed draws the same query. */
export function randomQuery(
  schema: GraphQLSchema,
  seed: number,
  values: ArgumentValues,
  operation: "query" | "mutation" = "query",
): RandomQuery {
  const draw = generator(seed);
  const below = (n: number): number => Math.floor(draw() * n);
  const chance = (p: number): boolean => draw() < p;
  const variables: Record<string, unknown> = {};
  const definitions: string[] = [];
  const fragments: string[] = [];
  let aliases = 0;

  const variable = (type: string, value: unknown): string => {
    const name = chance(0.1)
      ? `representations${String(definitions.length)}`
      : `v${String(definitions.length)}`;
    variables[name] = value;
    definitions.push(`$${name}: ${type}`);
    return `$${name}`;
  };
  const directive = (): string => {
    if (!chance(0.12)) return "";
    const value = chance(0.5);
    const name = chance(0.5) ? "skip" : "include";
    return ` @${name}(if: ${chance(0.7) ? variable("Boolean!", value) : String(value)})`;
  };
  const argument = (name: string, type: GraphQLInputType): string => {
    const all = values[name] ?? [null];
    const value = all[below(all.length)];
    return `${name}: ${chance(0.5) ? variable(String(type), value) : literal(value)}`;
  };
  const alias = (type: GraphQLCompositeType): string => {
    if (!chance(0.3)) return "";
    const known = isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [];
    const pool = [...known.filter((name) => !INHERITED.has(name)), "weight", "c_x"];
    return chance(0.4) ? `${pool[below(pool.length)] ?? "x"}: ` : `a${String(aliases++)}: `;
  };
  const field = (
    type: GraphQLCompositeType,
    definition: GraphQLField<unknown, unknown>,
    depth: number,
  ): string => {
    const given = definition.args.filter((one) => one.type.toString().endsWith("!") || chance(0.5));
    const args = given.map((one) => argument(one.name, one.type));
    const inner = getNamedType(definition.type);
    const selection = isCompositeType(inner) ? ` ${selectionSet(inner, depth + 1)}` : "";
    const list = args.length > 0 ? `(${args.join(", ")})` : "";
    return `${alias(type)}${definition.name}${list}${directive()}${selection}`;
  };
  const selectionSet = (type: GraphQLCompositeType, depth: number): string => {
    const selections: string[] = [];
    if (chance(0.2)) selections.push(`${alias(type)}__typename${directive()}`);
    if (isObjectType(type) || isInterfaceType(type)) {
      const all = Object.values(type.getFields()).filter(
        (one) =>
          !one.name.startsWith("__") &&
          !INHERITED.has(one.name) &&
          (depth < 5 || !isCompositeType(getNamedType(one.type))),
      );
      const count = 1 + below(depth === 0 ? 2 : 4);
      for (let i = 0; i < count; i++) {
        const one = all[below(all.length)];
        if (one !== undefined) selections.push(field(type, one, depth));
      }
    }
    if (isAbstractType(type) && depth < 6)
      for (const one of schema.getPossibleTypes(type))
        if (chance(0.6))
          selections.push(`... on ${one.name}${directive()} ${selectionSet(one, depth + 1)}`);
    if (chance(0.15) && depth > 0 && depth < 5) {
      const name = `F${String(fragments.length)}`;
      fragments.push("");
      fragments[Number(name.slice(1))] =
        `fragment ${name} on ${type.name} ${selectionSet(type, depth + 1)}`;
      selections.push(`...${name}${directive()}`);
    }
    if (selections.length === 0) selections.push("__typename");
    return `{ ${selections.join(" ")} }`;
  };

  const root = schema.getRootType(operation as never);
  if (root == null) throw new Error(`no ${operation} type`);
  const body = selectionSet(root, 0);
  const head = definitions.length > 0 ? `(${definitions.join(", ")})` : "";
  return { query: [`${operation} Q${head} ${body}`, ...fragments].join("\n"), variables };
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([k, v]) => `${k}: ${literal(v)}`)
      .join(", ")} }`;
  return JSON.stringify(value);
}

function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
