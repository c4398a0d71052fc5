import type { EventDocument } from "../event-document.ts";

/** Where a value stands in an event: `properties.total`, `properties.products[].price`, `context.page.path`. */
export type PropertyPath = string;

/** What a path must look like. */
export const PROPERTY_PATH = /^(properties|context)(\.[^.[\]$\0]{1,100}(\[\])?){1,10}$/;

/** The values at a path, those of every element where it goes through a list; what is not there or null is left out. */
export function valuesAt(
  event: Pick<EventDocument, "properties" | "context">,
  path: PropertyPath,
): unknown[] {
  if (!path.includes("[")) return valueAt(event, path);
  let found: unknown[] = [event];
  for (const step of path.split(".")) {
    const isList = step.endsWith("[]");
    const name = isList ? step.slice(0, -2) : step;
    found = found.flatMap((value): unknown[] => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
      if (!Object.hasOwn(value, name)) return [];
      const inner: unknown = (value as Record<string, unknown>)[name];
      return isList ? (Array.isArray(inner) ? (inner as unknown[]) : []) : [inner];
    });
  }
  return found.filter((value) => value !== null && value !== undefined);
}

/** The value at a path that goes through no list. Every event is asked for several: nothing is made but the answer. */
function valueAt(event: object, path: PropertyPath): unknown[] {
  let node: unknown = event;
  for (let from = 0, to = 0; to !== -1; from = to + 1) {
    to = path.indexOf(".", from);
    const name = to === -1 ? path.slice(from) : path.slice(from, to);
    if (typeof node !== "object" || node === null || Array.isArray(node)) return [];
    if (!Object.hasOwn(node, name)) return [];
    node = (node as Record<string, unknown>)[name];
  }
  return node === null || node === undefined ? [] : [node];
}

/** The names along a path: each may carry a label. */
export function namesOf(path: PropertyPath): string[] {
  return path
    .split(".")
    .slice(1)
    .map((step) => step.replace("[]", ""));
}

/** The path as the database names it. */
export function fieldOf(path: PropertyPath): string {
  return path.replaceAll("[]", "");
}
