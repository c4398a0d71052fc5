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

interface ErrorIndex {
  /** Places that have an error. */
  readonly exact: Set<string>;
  /** Places that have one somewhere below them, or at them. */
  readonly above: Set<string>;
}

const indexes = new WeakMap<ProjectionRun, ErrorIndex>();

function isCovered(run: ProjectionRun, path: Path): boolean {
  let index = indexes.get(run);
  if (index === undefined) {
    index = { exact: new Set(), above: new Set() };
    for (const error of run.errors) addTo(index, error.path ?? []);
    indexes.set(run, index);
  }
  if (index.above.has(keyOf(path))) return true;
  for (let length = 1; length <= path.length; length++)
    if (index.exact.has(keyOf(path.slice(0, length)))) return true;
  return false;
}

function addTo(index: ErrorIndex, path: Path): void {
  if (path.length > 0) index.exact.add(keyOf(path));
  for (let length = 0; length <= path.length; length++)
    index.above.add(keyOf(path.slice(0, length)));
}

function keyOf(path: Path): string {
  return path.join(".");
}
