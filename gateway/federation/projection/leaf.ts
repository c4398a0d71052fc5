import { isEnumType, isSpecifiedScalarType, type GraphQLLeafType } from "graphql";
import { report } from "./trouble.ts";
import type { Completer } from "./completer.ts";

/** How a leaf is written: most values pass a test and need no more. */
export interface LeafPlan {
  /** A JavaScript test of the local `v` that lets ordinary values pass; `allowed` is the set below. */
  readonly passes: string;
  /** The values of an enum that clients may see. */
  readonly allowed: ReadonlySet<unknown> | null;
  /** What to make of any value: itself, its proper form, or null. */
  readonly complete: Completer;
}

/** The plan of a leaf type; `depth` is the length of its path. */
export function planLeaf(type: GraphQLLeafType, depth: number): LeafPlan {
  if (isEnumType(type)) {
    const allowed = new Set<unknown>(type.getValues().map((value) => value.name));
    // A value that is not for clients is no error: it is as if it were not there.
    return { passes: "allowed.has(v)", allowed, complete: (v) => (allowed.has(v) ? v : null) };
  }
  // What a custom scalar holds is between the subgraph and the client.
  if (!isSpecifiedScalarType(type))
    return { passes: "v != null", allowed: null, complete: (v) => v ?? null };
  const kind = KINDS[type.name] ?? "string";
  return {
    passes: `typeof v === "${kind}"`,
    allowed: null,
    complete: (value, run) => {
      if (value === null || value === undefined) return null;
      if (type.name === "ID" && typeof value === "number") return String(value);
      // A number for a string and the like is passed on; structure would carry what nobody asked for.
      if (typeof value !== "object" && typeof value !== "function") return value;
      report(run, depth, `A subgraph answered something that is no ${type.name}.`);
      return null;
    },
  };
}

const KINDS: Readonly<Record<string, string>> = {
  ID: "string",
  String: "string",
  Int: "number",
  Float: "number",
  Boolean: "boolean",
};
