import type { GraphQLError } from "graphql";
import type { PlanPath } from "./plan-path.ts";
import type { Targets } from "./representations.ts";
import { MOST_ERRORS, type Entity, type Path, type Run } from "./run.ts";

/** Where the entities of one `_entities` field went. */
export interface EntityPlaces {
  /** The response key of that field. */
  readonly key: string;
  readonly paths: readonly PlanPath[];
  readonly targets: Targets;
}

/** Notes the errors of a root fetch; one without a path speaks for every field of the fetch. */
export function noteRootErrors(
  run: Run,
  errors: readonly GraphQLError[],
  keys: readonly string[],
): void {
  for (const error of errors) {
    if (error.path !== undefined && error.path.length > 0) note(run, error, error.path);
    else for (const key of keys) note(run, error, [key]);
  }
}

/**
 * Notes the errors of an entity fetch where those entities stand in the answer; one that speaks for no entity is noted
 * once a path, at the last place before a list.
 */
export function noteEntityErrors(
  run: Run,
  errors: readonly GraphQLError[],
  places: readonly EntityPlaces[],
): void {
  const located = places.map(({ paths }) => paths.map((path) => path.locate(run.data)));
  for (const error of errors) {
    const [key, number, ...rest] = error.path ?? [];
    const at = places.findIndex((place) => place.key === key);
    const place = places[at];
    if (place !== undefined && typeof number === "number")
      for (const path of pathsOf(place, number, located[at] ?? []))
        note(run, error, [...path, ...rest]);
    else
      for (const { paths } of place === undefined ? places : [place])
        for (const path of paths) note(run, error, path.root);
  }
}

function pathsOf(
  { targets }: EntityPlaces,
  number: number,
  located: readonly ReadonlyMap<Entity, Path>[],
): Path[] {
  return targets.entities.flatMap((entity, i) => {
    if (targets.numbers[i] !== number) return [];
    const path = located.find((one) => one.has(entity))?.get(entity);
    return path === undefined ? [] : [path];
  });
}

function note(run: Run, { message, extensions }: GraphQLError, path: Path): void {
  if (run.errors.length < MOST_ERRORS) run.errors.push({ message, path, extensions });
}
