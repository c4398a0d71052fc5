import { GraphQLError } from "graphql";
import { MOST_ERRORS, type Path, type ProjectionRun } from "../run.ts";

/** Says that a position holds what it can't, unless an error there or around it was recorded already. */
export function report(run: ProjectionRun, depth: number, message: string): void {
  const path = run.path.slice(0, depth);
  if (run.errors.length >= MOST_ERRORS || isCovered(run, path)) return;
  const extensions = { code: "INTERNAL_SERVER_ERROR" };
  run.errors.push(new GraphQLError(message, { path, extensions }));
  indexes.get(run)?.exact.add(keyOf(path));
}

/**
 * The same of a null that a non-null field can't hold. A field beside it that failed has made the whole object null in
 * the subgraph, this one with it: that error says so already (GraphQL §6.4.4: one error for what becomes null).
 */
export function reportNull(run: ProjectionRun, depth: number, message: string): void {
  if (depth > 1 && indexOf(run).beside.has(keyOf(run.path.slice(0, depth - 1)))) return;
  report(run, depth, message);
}

interface ErrorIndex {
  /** Places that have an error. */
  readonly exact: Set<string>;
  /** Places that have one somewhere below them, or at them. */
  readonly above: Set<string>;
  /** Objects and lists that have one at a field or an entry of their own. */
  readonly beside: Set<string>;
}

const indexes = new WeakMap<ProjectionRun, ErrorIndex>();

function isCovered(run: ProjectionRun, path: Path): boolean {
  const index = indexOf(run);
  if (index.above.has(keyOf(path))) return true;
  for (let length = 1; length <= path.length; length++)
    if (index.exact.has(keyOf(path.slice(0, length)))) return true;
  return false;
}

function indexOf(run: ProjectionRun): ErrorIndex {
  const known = indexes.get(run);
  if (known !== undefined) return known;
  const index: ErrorIndex = { exact: new Set(), above: new Set(), beside: new Set() };
  for (const error of run.errors) addTo(index, error.path ?? []);
  indexes.set(run, index);
  return index;
}

function addTo(index: ErrorIndex, path: Path): void {
  if (path.length > 0) index.exact.add(keyOf(path));
  if (path.length > 1) index.beside.add(keyOf(path.slice(0, -1)));
  for (let length = 0; length <= path.length; length++)
    index.above.add(keyOf(path.slice(0, length)));
}

function keyOf(path: Path): string {
  return path.join(".");
}
