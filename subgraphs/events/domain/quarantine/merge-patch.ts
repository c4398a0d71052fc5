import { isPlain } from "../../../../platform/plain.ts";

/** Applies a JSON Merge Patch (RFC 7396, section 2): null removes a member, an object is merged, all else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isPlain(patch)) return patch;
  const merged = new Map(isPlain(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch))
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  // Through entries: a member of the name __proto__ stays a member.
  return Object.fromEntries(merged);
}
