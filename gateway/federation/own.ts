import type { Entity } from "./run.ts";

/** True for names that every object inherits: `constructor`, `toString`, ... */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** An own property, never an inherited one; asks only where the name is one that objects inherit. */
export function own(object: Entity, name: string): unknown {
  return isInherited(name) && !Object.hasOwn(object, name) ? undefined : object[name];
}

/** True for what may hold fields. */
export function isEntity(value: unknown): value is Entity {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
