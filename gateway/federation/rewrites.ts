import type { FetchNodePathSegment, FetchRewrite } from "@graphql-hive/router-query-planner";
import { isEntity, own } from "./own.ts";
import type { Entity } from "./run.ts";
import type { ShapeRename } from "./shape.ts";
import type { TypeConditions } from "./type-conditions.ts";

/** Changes a representation before it is sent, or an entity after it came, in place. */
export type Rewrite = (entity: Entity) => void;

/** Compiles a plan's rewrites into one, or null where there are none. */
export function compileRewrites(
  rewrites: readonly FetchRewrite[] | undefined | null,
  types: TypeConditions,
): Rewrite | null {
  if (rewrites == null || rewrites.length === 0) return null;
  const all = rewrites.map((rewrite) => {
    const { path, apply } = read(rewrite);
    const last = path.at(-1);
    if (last === undefined || !("Key" in last)) throw new Error("a rewrite has no key");
    const steps = path.slice(0, -1).map((segment) => compileStep(segment, types));
    return (entity: Entity) => {
      descend(entity, 0, steps, (found) => {
        apply(found, last.Key);
      });
    };
  });
  return (entity) => {
    for (const one of all) one(entity);
  };
}

/** The keys that a plan's rewrites add to an answer. */
export function renamesOf(rewrites: readonly FetchRewrite[] | undefined | null): ShapeRename[] {
  return (rewrites ?? []).flatMap((rewrite) =>
    "KeyRenamer" in rewrite
      ? [
          {
            path: rewrite.KeyRenamer.path.flatMap((part) => ("Key" in part ? [part.Key] : [])),
            to: rewrite.KeyRenamer.renameKeyTo,
          },
        ]
      : [],
  );
}

type Step = { readonly key: string } | { readonly types: ReadonlySet<unknown> };

interface ReadRewrite {
  readonly path: readonly FetchNodePathSegment[];
  readonly apply: (entity: Entity, key: string) => void;
}

function read(rewrite: FetchRewrite): ReadRewrite {
  if ("KeyRenamer" in rewrite) {
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return {
      path,
      apply: (entity, key) => {
        if (!Object.hasOwn(entity, key) || entity[key] === undefined) return;
        entity[renameKeyTo] = entity[key];
        entity[key] = undefined;
      },
    };
  }
  const { path, setValueTo } = "ValueSetter" in rewrite ? rewrite.ValueSetter : rewrite;
  return {
    path,
    apply: (entity, key) => {
      entity[key] = setValueTo;
    },
  };
}

function compileStep(segment: FetchNodePathSegment, types: TypeConditions): Step {
  return "Key" in segment
    ? { key: segment.Key }
    : { types: types.satisfying(segment.TypenameEquals) };
}

function descend(
  value: unknown,
  at: number,
  steps: readonly Step[],
  apply: (entity: Entity) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) descend(item, at, steps, apply);
    return;
  }
  if (!isEntity(value)) return;
  const step = steps[at];
  if (step === undefined) apply(value);
  else if ("key" in step) descend(own(value, step.key), at + 1, steps, apply);
  else if (value["__typename"] === undefined || step.types.has(value["__typename"]))
    descend(value, at + 1, steps, apply);
}
