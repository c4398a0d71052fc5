/**
 * What was sent, put back where something else is stored: by the paths of `originals`, read here by a way of its own so
 * that a fault in the product's writing of them shows.
 */
export function restored(
  root: string,
  now: unknown,
  originals: Readonly<Record<string, unknown>>,
): unknown {
  if (Object.hasOwn(originals, root)) return originals[root];
  if (Array.isArray(now))
    return now.map((item, i) => restored(`${root}[${String(i)}]`, item, originals));
  if (typeof now !== "object" || now === null) return now;
  return Object.fromEntries(
    Object.entries(now).map(([key, item]) => [key, restored(`${root}.${key}`, item, originals)]),
  );
}
