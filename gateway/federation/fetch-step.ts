import type { FetchNode, FlattenNodePathSegment } from "@graphql-hive/router-query-planner";
import { parse, type DocumentNode, type ExecutionResult } from "graphql";
import { compileEntityFetch, compileEntityQuery } from "./entity-fetch.ts";
import { noteRootErrors } from "./locate-errors.ts";
import { mergeInto } from "./merge.ts";
import { isEntity } from "./own.ts";
import type { PlanContext } from "./plan-context.ts";
import { compileRewrites, renamesOf } from "./rewrites.ts";
import type { Run, Step } from "./run.ts";
import { shapeOf } from "./shape.ts";
import { compileCall, compileStream, type SubgraphStream } from "./subgraph-call.ts";

/** A fetch of root fields, or of entities where it requires something of what is at `path`. */
export function compileFetch(
  node: FetchNode,
  path: readonly FlattenNodePathSegment[],
  context: PlanContext,
): Step {
  if (node.requires != null && node.requires.length > 0) {
    const { requires, inputRewrites, outputRewrites } = node;
    return compileEntityFetch(
      node,
      [
        {
          key: "_entities",
          variable: "representations",
          query: compileEntityQuery([path], requires, inputRewrites, context),
          outputRewrites,
        },
      ],
      context,
    );
  }
  return compileRootFetch(node, context);
}

function compileRootFetch(node: FetchNode, context: PlanContext): Step {
  const { document, absorb } = compileRoot(node, context);
  const call = compileCall(node, document, context.transports);
  return (run) =>
    call(run, null).then((result) => {
      absorb(run, result);
    });
}

/** A fetch of a root field that answers with a stream; what it sends is absorbed message by message. */
export function compileRootStream(
  node: FetchNode,
  context: PlanContext,
): { readonly subscribe: SubgraphStream; readonly absorb: Absorb } {
  const { document, absorb } = compileRoot(node, context);
  return { subscribe: compileStream(node, document, context.transports), absorb };
}

/** Takes what a subgraph answered into a run. */
type Absorb = (run: Run, result: ExecutionResult) => void;

function compileRoot(
  node: FetchNode,
  { types }: PlanContext,
): { readonly document: DocumentNode; readonly absorb: Absorb } {
  const document = parse(node.operation, { noLocation: true });
  const shape = shapeOf(document, renamesOf(node.outputRewrites));
  const rewrite = compileRewrites(node.outputRewrites, types);
  const keys = shapeOf(document).keys;
  const { isConcrete } = types;
  const absorb = (run: Run, { data, errors }: ExecutionResult): void => {
    if (errors !== undefined) noteRootErrors(run, errors, keys);
    if (!isEntity(data)) return;
    rewrite?.(data);
    mergeInto(run.data, data, shape, isConcrete);
  };
  return { document, absorb };
}
