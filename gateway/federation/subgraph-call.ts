import type { DocumentNode, ExecutionResult } from "graphql";
import type { SubgraphOperation, Transport } from "../transport/transport.ts";
import type { Run } from "./run.ts";
import { clientVariable } from "./variable-names.ts";

/** What a fetch node says about its call. */
export interface CallNode {
  readonly serviceName: string;
  readonly operation: string;
  readonly operationName?: string | null;
  readonly variableUsages?: readonly string[] | null;
}

/** Sends one operation of a plan to its subgraph, with the variables that it uses. */
export type SubgraphCall = (
  run: Run,
  representations: ReadonlyMap<string, unknown> | null,
) => Promise<ExecutionResult>;

/** Opens the stream of a subscription at its subgraph. */
export type SubgraphStream = (run: Run) => ReturnType<Transport["subscribe"]>;

/** Binds a fetch node to the transport of its subgraph. */
export function compileCall(
  node: CallNode,
  document: DocumentNode,
  transports: ReadonlyMap<string, Transport>,
): SubgraphCall {
  const { transport, operationOf } = bind(node, document, transports);
  return (run, representations) =>
    transport.execute(operationOf(run, representations), run.request);
}

/** Binds the stream of a subscription to the transport of its subgraph. */
export function compileStream(
  node: CallNode,
  document: DocumentNode,
  transports: ReadonlyMap<string, Transport>,
): SubgraphStream {
  const { transport, operationOf } = bind(node, document, transports);
  return (run) => transport.subscribe(operationOf(run, null), run.request);
}

function bind(
  node: CallNode,
  document: DocumentNode,
  transports: ReadonlyMap<string, Transport>,
): {
  readonly transport: Transport;
  readonly operationOf: (
    run: Run,
    representations: ReadonlyMap<string, unknown> | null,
  ) => SubgraphOperation;
} {
  const transport = transports.get(node.serviceName);
  if (transport === undefined) throw new Error(`no transport for subgraph ${node.serviceName}`);
  const operationName = node.operationName ?? undefined;
  const usages = (node.variableUsages ?? []).map((name) => ({
    to: name,
    from: clientVariable(name),
  }));
  const operationOf = (
    run: Run,
    representations: ReadonlyMap<string, unknown> | null,
  ): SubgraphOperation => {
    // A variable may have the name of an inherited property.
    const variables = Object.create(null) as Record<string, unknown>;
    for (const { to, from } of usages)
      if (Object.hasOwn(run.variables, from)) variables[to] = run.variables[from];
    if (representations !== null)
      for (const [name, value] of representations) variables[name] = value;
    return { document, text: node.operation, operationName, variables };
  };
  return { transport, operationOf };
}
