import { applyPatch as applyJsonPatch, type Operation } from "rfc6902";
import { mergePatch } from "../domain/quarantine/merge-patch.ts";

/** What a patch makes of a body, or why it does not fit. */
export type Patched =
  | { readonly kind: "patched"; readonly body: string }
  | { readonly kind: "refused"; readonly problem: string };

/** The most operations of a JSON Patch, and how many of them may copy: each copy can double the body. */
const MOST_OPERATIONS = 100;
const MOST_COPIES = 5;
/** The most characters of a patched body: no request that brings events is larger. */
const MOST_CHARACTERS = 500 * 1024;

/** True for a JSON Patch (RFC 6902), which can also move and copy what it does not name. */
export function isJsonPatch(patch: unknown): patch is readonly unknown[] {
  return Array.isArray(patch);
}

/** Applies a patch to a JSON text: an array is JSON Patch (RFC 6902), all or nothing; an object JSON Merge Patch (RFC 7396). */
export function applyPatch(body: string, patch: unknown): Patched {
  const target = JSON.parse(body) as unknown;
  let result = target;
  if (isJsonPatch(patch)) {
    if (patch.length > MOST_OPERATIONS || patch.filter(isCopy).length > MOST_COPIES)
      return refused(
        `it has more than ${String(MOST_OPERATIONS)} operations, or more than ${String(MOST_COPIES)} that copy`,
      );
    // The operations come from outside: a fault in one is told of by its place.
    const faults = applySafely(target, patch);
    const place = faults.findIndex((fault) => fault !== null);
    if (place >= 0)
      return refused(`operation ${String(place)} does not apply: ${faults[place] ?? ""}`);
  } else result = mergePatch(target, patch);
  if (typeof result !== "object" || result === null) return refused("it leaves no object");
  const text = JSON.stringify(result);
  return text.length > MOST_CHARACTERS
    ? refused(`it makes the body larger than ${String(MOST_CHARACTERS)} characters`)
    : { kind: "patched", body: text };
}

function isCopy(operation: unknown): boolean {
  return (
    typeof operation === "object" &&
    operation !== null &&
    "op" in operation &&
    operation.op === "copy"
  );
}

function applySafely(target: unknown, operations: readonly unknown[]): (string | null)[] {
  try {
    // The names of what went wrong are the library's; its messages may carry values, and are left out.
    return applyJsonPatch(target, operations as Operation[]).map((error) => error?.name ?? null);
  } catch {
    return ["it is no operation of RFC 6902"];
  }
}

function refused(problem: string): Patched {
  return { kind: "refused", problem };
}
