import {
  buildASTSchema,
  isIntrospectionType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
  Kind,
  parse,
  specifiedDirectives,
  type DefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from "graphql";

/**
 * The schema that clients see. The planner prints it without what is inaccessible and without the machinery of
 * federation, but with the introspection types written out, which graphql-js brings itself.
 */
export function publicSchema(consumerSchema: string): GraphQLSchema {
  const { definitions } = parse(consumerSchema, { noLocation: true });
  return buildASTSchema(
    { kind: Kind.DOCUMENT, definitions: definitions.filter(isOwn).map(withoutMetaFields) },
    { assumeValid: true },
  );
}

function isOwn(definition: DefinitionNode): boolean {
  if (definition.kind === Kind.DIRECTIVE_DEFINITION)
    return !specifiedDirectives.some(
      (known) => isSpecifiedDirective(known) && known.name === definition.name.value,
    );
  if (!("name" in definition) || definition.name === undefined) return true;
  const named = { name: definition.name.value } as GraphQLNamedType;
  return !isIntrospectionType(named) && !isSpecifiedScalarType(named);
}

function withoutMetaFields(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
  const fields = definition.fields?.filter((field) => !field.name.value.startsWith("__"));
  return { ...definition, ...(fields === undefined ? {} : { fields }) };
}
