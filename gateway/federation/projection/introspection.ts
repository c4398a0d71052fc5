import {
  executeSync,
  Kind,
  OperationTypeNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import type { Completer } from "./completer.ts";

/** Compiles the answer to one `__schema` or `__type` field, merged from its nodes. */
export type AnswerIntrospection = (name: string, nodes: readonly FieldNode[]) => Completer;

/** Answers introspection with graphql-js on the public schema; the planner knows nothing of it. */
export function answerIntrospection(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): AnswerIntrospection {
  return (name, nodes) => {
    const document = {
      kind: Kind.DOCUMENT,
      definitions: [
        {
          kind: Kind.OPERATION_DEFINITION,
          operation: OperationTypeNode.QUERY,
          variableDefinitions: operation.variableDefinitions ?? [],
          selectionSet: { kind: Kind.SELECTION_SET, selections: nodes },
        },
        ...fragments.values(),
      ],
    } as const;
    return (_, run) => {
      const result = executeSync({ schema, document, variableValues: run.variables });
      run.errors.push(...(result.errors ?? []));
      return result.data?.[name] ?? null;
    };
  };
}
