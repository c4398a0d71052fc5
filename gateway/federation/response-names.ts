import { isInterfaceType, isObjectType, type FieldNode, type GraphQLSchema } from "graphql";

/**
 * The names under which a client's fields are fetched and kept until the answer is written.
 *
 * A plan reads required fields by name. A client that may name `nickname` "scope" could put its own text where a
 * subgraph requires `scope`; one that asks for `weight(unit: LB)` could do so for `weight`. Therefore every field
 * that has an alias, or may have arguments, gets a name that begins like no field of the schema.
 */
export interface ResponseNames {
  /** The name to fetch this field under: the same for the same alias and field, whatever the type. */
  planKey(field: FieldNode): string;
  /** The client's name for a plan key; only the forms that `planKey` makes are changed. */
  clientName(planKey: string): string;
}

/** Chooses a prefix for this supergraph; hidden fields and arguments count too. */
export function createResponseNames(supergraph: GraphQLSchema): ResponseNames {
  const all = new Set<string>();
  const withArguments = new Set<string>();
  for (const type of Object.values(supergraph.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      all.add(field.name);
      if (field.args.length > 0) withArguments.add(field.name);
    }
  }
  let prefix = "c_";
  while ([...all].some((name) => name.startsWith(prefix))) prefix += "_";
  return {
    planKey: ({ alias, name }) => {
      const own = alias === undefined || alias.value === name.value;
      return own && !withArguments.has(name.value)
        ? name.value
        : `${prefix}${alias?.value ?? name.value}`;
    },
    clientName: (planKey) => (planKey.startsWith(prefix) ? planKey.slice(prefix.length) : planKey),
  };
}
