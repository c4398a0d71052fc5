import { isEntity } from "./own.ts";
import type { Entity } from "./run.ts";
import type { Shape } from "./shape.ts";

/**
 * Puts what a subgraph answered into what is there, field by field as the operation asked for it: other keys are left
 * behind, and a leaf's value, whatever it holds, goes by reference.
 */
export function mergeInto(
  target: Entity,
  source: Entity,
  shape: Shape,
  isConcrete: (typename: unknown) => boolean,
): void {
  const { keys, shapes, inherited } = shape;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? "";
    const value = inherited[i] === true && !Object.hasOwn(source, key) ? undefined : source[key];
    if (value === undefined) continue;
    const known = inherited[i] === true && !Object.hasOwn(target, key) ? undefined : target[key];
    if (known === undefined || known === null) target[key] = value;
    else if (value === null) continue;
    else if (key === "__typename") {
      // A subgraph with an @interfaceObject knows the interface only.
      if (!isConcrete(known)) target[key] = value;
    } else {
      const inner = shapes[i] ?? null;
      if (inner === null) target[key] = value;
      else mergeValues(known, value, inner, isConcrete);
    }
  }
}

/** A copy down to the leaves, for an answer that goes to several places: later fetches differ from place to place. */
export function copyOf(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value)) return value.map((item) => copyOf(item, shape));
  if (!isEntity(value)) return value;
  const copy: Entity = {};
  const { keys, shapes, inherited } = shape;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? "";
    const item = inherited[i] === true && !Object.hasOwn(value, key) ? undefined : value[key];
    if (item === undefined) continue;
    const inner = shapes[i] ?? null;
    copy[key] = inner === null ? item : copyOf(item, inner);
  }
  return copy;
}

function mergeValues(
  known: unknown,
  value: unknown,
  shape: Shape,
  isConcrete: (typename: unknown) => boolean,
): void {
  if (Array.isArray(known)) {
    if (!Array.isArray(value)) return;
    const both = Math.min(known.length, value.length);
    for (let i = 0; i < both; i++) {
      if (known[i] == null) known[i] = value[i] as unknown;
      else mergeValues(known[i], value[i], shape, isConcrete);
    }
  } else if (isEntity(known) && isEntity(value)) mergeInto(known, value, shape, isConcrete);
}
