import type {
  FetchRewrite,
  FlattenNodePathSegment,
  RequiresSelection,
} from "@graphql-hive/router-query-planner";
import { parse, type ExecutionResult } from "graphql";
import { noteEntityErrors } from "./locate-errors.ts";
import { copyOf, mergeInto } from "./merge.ts";
import { isEntity, own } from "./own.ts";
import type { PlanContext } from "./plan-context.ts";
import { compilePath } from "./plan-path.ts";
import {
  findTargets,
  noRepresentations,
  type EntityQuery,
  type Representations,
  type Targets,
} from "./representations.ts";
import { compileRequired } from "./required-fields.ts";
import { compileRewrites, renamesOf } from "./rewrites.ts";
import type { Entity, Run, Step } from "./run.ts";
import { shapeOf, shapeUnder } from "./shape.ts";
import { compileCall, type CallNode } from "./subgraph-call.ts";

/** One `_entities` field of an operation. */
export interface EntityField {
  /** Its response key. */
  readonly key: string;
  /** The variable that its representations travel in; several fields may share one. */
  readonly variable: string;
  readonly query: EntityQuery;
  readonly outputRewrites?: readonly FetchRewrite[] | null | undefined;
}

/** Compiles where entities stand and what is required of them. */
export function compileEntityQuery(
  paths: readonly (readonly FlattenNodePathSegment[])[],
  requires: readonly RequiresSelection[],
  inputRewrites: readonly FetchRewrite[] | null | undefined,
  { supergraph, types }: PlanContext,
): EntityQuery {
  return {
    paths: paths.map((path) => compilePath(path, types)),
    required: compileRequired(requires, supergraph, types),
    rewrite: compileRewrites(inputRewrites, types),
  };
}

/** One call for the entities of one or several fields; no call where there are none. */
export function compileEntityFetch(
  node: CallNode,
  fields: readonly EntityField[],
  { types, transports }: PlanContext,
): Step {
  const document = parse(node.operation, { noLocation: true });
  const call = compileCall(node, document, transports);
  const { isConcrete } = types;
  const merges = fields.map(({ key, outputRewrites }) => {
    const renames = renamesOf(outputRewrites);
    const under = renames.map(({ path, to }) => ({ path: [key, ...path], to }));
    const shape = shapeUnder(shapeOf(document, under), key);
    return { key, shape, rewrite: compileRewrites(outputRewrites, types) };
  });

  const absorb = (run: Run, found: readonly Targets[], result: ExecutionResult): void => {
    const { data, errors } = result;
    if (errors !== undefined && errors.length > 0) {
      const places = fields.map(({ key, query: { paths } }, i) => ({
        key,
        paths,
        targets: found[i] ?? NOBODY,
      }));
      noteEntityErrors(run, errors, places);
    }
    if (!isEntity(data)) return;
    merges.forEach(({ key, shape, rewrite }, i) => {
      const answers = own(data, key);
      if (!Array.isArray(answers)) return;
      if (rewrite !== null) for (const answer of answers) if (isEntity(answer)) rewrite(answer);
      const { entities, numbers } = found[i] ?? NOBODY;
      const taken = new Set<unknown>();
      for (let t = 0; t < entities.length; t++) {
        const answer: unknown = answers[numbers[t] ?? -1];
        if (!isEntity(answer)) continue;
        const mine = taken.has(answer) ? (copyOf(answer, shape) as Entity) : answer;
        taken.add(answer);
        const target = entities[t];
        if (target !== undefined) mergeInto(target, mine, shape, isConcrete);
      }
    });
  };

  return (run) => {
    const variables = new Map<string, unknown>();
    const collections = new Map<string, Representations>();
    let some = false;
    const found = fields.map(({ variable, query }) => {
      const all = collections.get(variable) ?? noRepresentations();
      collections.set(variable, all);
      variables.set(variable, all.list);
      const targets = findTargets(query, run, all);
      some ||= targets.entities.length > 0;
      return targets;
    });
    if (!some) return undefined;
    return call(run, variables).then((result) => {
      absorb(run, found, result);
    });
  };
}

const NOBODY: Targets = { entities: [], numbers: [] };
