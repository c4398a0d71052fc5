import type { FlattenNodePathSegment } from "@graphql-hive/router-query-planner";
import { isEntity, own } from "./own.ts";
import type { Entity, Path } from "./run.ts";
import type { TypeConditions } from "./type-conditions.ts";

/** The way from the root to the entities that a fetch completes. */
export interface PlanPath {
  /** Adds the entities that are there now. */
  collect(data: Entity, into: Entity[]): void;
  /** Where those entities are, in plan keys; only asked when something went wrong. */
  locate(data: Entity): Map<Entity, Path>;
  /** The part of the path before the first list: a place that exists whatever came back. */
  readonly root: Path;
}

type Segment =
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "list" }
  | { readonly kind: "type"; readonly types: ReadonlySet<unknown> };

/** Compiles a plan's path. */
export function compilePath(
  path: readonly FlattenNodePathSegment[],
  types: TypeConditions,
): PlanPath {
  const segments = path.map((segment): Segment => {
    if (segment === "@") return { kind: "list" };
    if ("Field" in segment) return { kind: "field", name: segment.Field };
    return { kind: "type", types: types.satisfying(segment.TypeCondition) };
  });
  const firstList = segments.findIndex((segment) => segment.kind === "list");
  const fixed = firstList === -1 ? segments : segments.slice(0, firstList);
  return {
    collect: (data, into) => {
      walk(data, 0, segments, into);
    },
    locate: (data) => {
      const found = new Map<Entity, Path>();
      trace(data, 0, segments, [], found);
      return found;
    },
    root: fixed.flatMap((segment) => (segment.kind === "field" ? [segment.name] : [])),
  };
}

function walk(value: unknown, at: number, segments: readonly Segment[], into: Entity[]): void {
  if (Array.isArray(value)) {
    const next = segments[at]?.kind === "list" ? at + 1 : at;
    for (const item of value) walk(item, next, segments, into);
    return;
  }
  if (!isEntity(value)) return;
  const segment = segments[at];
  if (segment === undefined) into.push(value);
  else if (segment.kind === "field") walk(own(value, segment.name), at + 1, segments, into);
  else if (segment.kind === "type" && passes(value, segment.types))
    walk(value, at + 1, segments, into);
}

// The same way again, keeping count of where it is.
function trace(
  value: unknown,
  at: number,
  segments: readonly Segment[],
  path: (string | number)[],
  found: Map<Entity, Path>,
): void {
  if (Array.isArray(value)) {
    const next = segments[at]?.kind === "list" ? at + 1 : at;
    value.forEach((item, index) => {
      path.push(index);
      trace(item, next, segments, path, found);
      path.pop();
    });
    return;
  }
  if (!isEntity(value)) return;
  const segment = segments[at];
  if (segment === undefined) found.set(value, path.slice());
  else if (segment.kind === "field") {
    path.push(segment.name);
    trace(own(value, segment.name), at + 1, segments, path, found);
    path.pop();
  } else if (segment.kind === "type" && passes(value, segment.types))
    trace(value, at + 1, segments, path, found);
}

function passes(value: Entity, types: ReadonlySet<unknown>): boolean {
  return value["__typename"] === undefined || types.has(value["__typename"]);
}
