import type {
  BatchFetchNode,
  ConditionNode,
  FlattenNodePathSegment,
  PlanNode,
} from "@graphql-hive/router-query-planner";
import { compileEntityFetch, compileEntityQuery } from "./entity-fetch.ts";
import { compileFetch } from "./fetch-step.ts";
import type { PlanContext } from "./plan-context.ts";
import type { Run, Step } from "./run.ts";
import { clientVariable } from "./variable-names.ts";

/** Compiles a plan into one step. */
export function compilePlan(node: PlanNode, context: PlanContext): Step {
  return compileNode(node, [], context);
}

function compileNode(
  node: PlanNode,
  path: readonly FlattenNodePathSegment[],
  context: PlanContext,
): Step {
  switch (node.kind) {
    case "Fetch":
      return compileFetch(node, path, context);
    case "BatchFetch":
      return compileBatch(node, context);
    case "Flatten":
      return compileNode(node.node, [...path, ...node.path], context);
    case "Sequence":
      return inSequence(node.nodes.map((inner) => compileNode(inner, path, context)));
    case "Parallel":
      return inParallel(node.nodes.map((inner) => compileNode(inner, path, context)));
    case "Condition":
      return compileCondition(node, path, context);
    case "Subscription":
    case "Defer":
      throw new Error(`a plan has a ${node.kind} node`);
  }
}

function compileBatch(node: BatchFetchNode, context: PlanContext): Step {
  const fields = node.entityBatch.aliases.map((alias) => ({
    key: alias.alias,
    variable: alias.representationsVariableName,
    query: compileEntityQuery(alias.paths, alias.requires, alias.inputRewrites, context),
    outputRewrites: alias.outputRewrites,
  }));
  return compileEntityFetch(node, fields, context);
}

function compileCondition(
  node: ConditionNode,
  path: readonly FlattenNodePathSegment[],
  context: PlanContext,
): Step {
  const variable = clientVariable(node.condition);
  const yes = node.ifClause == null ? nothing : compileNode(node.ifClause, path, context);
  const no = node.elseClause == null ? nothing : compileNode(node.elseClause, path, context);
  return (run) =>
    Object.hasOwn(run.variables, variable) && run.variables[variable] === true ? yes(run) : no(run);
}

function inSequence(steps: readonly Step[]): Step {
  const from = (run: Run, start: number): Promise<void> | undefined => {
    for (let i = start; i < steps.length; i++) {
      const pending = steps[i]?.(run);
      if (pending !== undefined) return pending.then(() => from(run, i + 1));
    }
    return undefined;
  };
  return (run) => from(run, 0);
}

function inParallel(steps: readonly Step[]): Step {
  return (run) => {
    const pending: Promise<void>[] = [];
    for (const step of steps) {
      const one = step(run);
      if (one !== undefined) pending.push(one);
    }
    if (pending.length < 2) return pending[0];
    return Promise.all(pending).then(() => undefined);
  };
}

const nothing: Step = () => undefined;
