import {
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";

/** Variables that fit the operation, or what is wrong with them. */
export interface CoercedVariables {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphQLError[] | null;
}

/** Checks and completes a client's variables as the GraphQL specification says; faults are `BAD_USER_INPUT`. */
export function coerceVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): (input: Readonly<Record<string, unknown>>) => CoercedVariables {
  if (variableDefinitions.length === 0) return () => NONE;
  return (input) => {
    const { coerced, errors } = getVariableValues(schema, variableDefinitions, input, {
      maxErrors: 50,
    });
    if (errors === undefined) return { variables: coerced, errors: null };
    return { variables: {}, errors: errors.map(asBadInput) };
  };
}

function asBadInput(error: GraphQLError): GraphQLError {
  const extensions = { code: "BAD_USER_INPUT", ...error.extensions };
  return new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions });
}

const NONE: CoercedVariables = { variables: {}, errors: null };
