import {
  execute,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  GraphQLScalarType,
  GraphQLSchema,
  Kind,
  validate,
  ValuesOfCorrectTypeRule,
  visit,
  type DocumentNode,
  type ExecutionResult,
} from "graphql";
import { compileQuery, isCompiledQuery } from "graphql-jit";

/** How operations run against a local schema; both give the same answers. */
export type Engine = "graphql-jit" | "graphql-js";

/** A subgraph operation, ready to run; it may answer at once. */
export type LocalOperation = (
  variables: Readonly<Record<string, unknown>>,
  context: unknown,
) => ExecutionResult | Promise<ExecutionResult>;

/** Makes operations of documents against one schema. */
export type CompileLocal = (
  document: DocumentNode,
  operationName: string | undefined,
) => LocalOperation;

/**
 * Compiles operations for a local schema. graphql-jit takes milliseconds to compile what runs in microseconds, so an
 * operation is compiled when it comes for the second time.
 */
export function compilerFor(schema: GraphQLSchema, engine: Engine): CompileLocal {
  const open = engine === "graphql-jit" ? withPassthrough(schema) : schema;
  return (document, operationName) => {
    const operation = getOperationAST(document, operationName);
    if (operation == null) throw new Error("a subgraph operation has no such name");
    const faults = validate(schema, document, [ValuesOfCorrectTypeRule]).map(asBadInput);
    if (faults.length > 0) return () => ({ errors: faults });
    const definitions = operation.variableDefinitions ?? [];
    const coerce = (variables: Readonly<Record<string, unknown>>) =>
      getVariableValues(schema, definitions, variables);

    const interpret: LocalOperation = (variableValues, contextValue) =>
      execute({
        schema,
        document,
        operationName: operationName ?? null,
        variableValues,
        contextValue,
      });
    if (engine === "graphql-js")
      return (variables, context) => {
        const { errors } = coerce(variables);
        if (errors !== undefined) return { errors: errors.map(asBadInput) };
        return interpret(variables, context);
      };

    let compiled: LocalOperation | null = null;
    let used = false;
    return (variables, context) => {
      const { coerced, errors } = coerce(variables);
      if (errors !== undefined) return { errors: errors.map(asBadInput) };
      if (compiled !== null) return compiled(coerced, context);
      if (!used) {
        used = true;
        return interpret(variables, context);
      }
      const query = compileQuery(open, visit(document, passthroughVariables), operationName);
      // What graphql-jit can't compile stays with graphql-js.
      compiled = isCompiledQuery(query)
        ? (values, contextValue) => query.query(undefined, contextValue, values)
        : null;
      return compiled === null ? interpret(variables, context) : compiled(coerced, context);
    };
  };
}

/** A fault of the client's values, as an error for the client. */
export function asBadInput({ message, extensions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT", ...extensions } });
}

// graphql-jit's own coercion of variables knows neither @oneOf nor defaults that are no JSON: graphql-js coerces, and
// to graphql-jit every variable is of a type that takes anything.
const PASSTHROUGH = new GraphQLScalarType({ name: "Passthrough__" });

function withPassthrough(schema: GraphQLSchema): GraphQLSchema {
  const config = schema.toConfig();
  return new GraphQLSchema({ ...config, types: [...config.types, PASSTHROUGH], assumeValid: true });
}

const passthroughVariables = {
  VariableDefinition: {
    leave: ({ defaultValue: _, ...node }: { readonly defaultValue?: unknown }) => ({
      ...node,
      type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: PASSTHROUGH.name } },
    }),
  },
};
