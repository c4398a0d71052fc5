import type { PlanPath } from "./plan-path.ts";
import type { CopyRequired } from "./required-fields.ts";
import type { Rewrite } from "./rewrites.ts";
import type { Entity, Run } from "./run.ts";

/** The representations that go into one variable, each once, however many entities ask. */
export interface Representations {
  readonly list: Entity[];
  /** The entities found, and for each the number of its representation. */
  readonly byPrint: Map<string, number>;
  readonly opaque: Map<object, number>;
}

/** Where entities stand and what a subgraph requires of them. */
export interface EntityQuery {
  readonly paths: readonly PlanPath[];
  readonly required: CopyRequired;
  readonly rewrite: Rewrite | null;
}

/** The entities of one `_entities` field and, for each, the number of its representation. */
export interface Targets {
  readonly entities: Entity[];
  readonly numbers: number[];
}

/** An empty collection. */
export function noRepresentations(): Representations {
  return { list: [], byPrint: new Map(), opaque: new Map() };
}

/** Finds the entities of a query and adds their representations. */
export function findTargets(query: EntityQuery, run: Run, all: Representations): Targets {
  const found: Entity[] = [];
  for (const path of query.paths) path.collect(run.data, found);
  const entities: Entity[] = [];
  const numbers: number[] = [];
  for (const entity of found) {
    const representation: Entity = {};
    const print = { text: "", opaque: all.opaque };
    if (!query.required(entity, representation, print)) continue;
    let number = all.byPrint.get(print.text);
    if (number === undefined) {
      // A query may be for several types; a representation of none of them says nothing.
      if (representation["__typename"] === undefined) continue;
      query.rewrite?.(representation);
      number = all.list.push(representation) - 1;
      all.byPrint.set(print.text, number);
    }
    entities.push(entity);
    numbers.push(number);
  }
  return { entities, numbers };
}
