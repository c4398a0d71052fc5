import { isInterfaceType, isObjectType, print, type FieldNode, type GraphQLSchema } from "graphql";

/**
 * The names under which the fields of one operation are fetched and kept until the answer is written.
 *
 * A plan reads required fields by name. A client that may name `nickname` "scope" could put its own text where a
 * subgraph requires `scope`; one that asks for `weight(unit: LB)` could do so for `weight`. Therefore every field
 * that has an alias, or may have arguments, gets a name that begins like no field of the schema; and fields that
 * differ never share one: the planner (0.0.38) ends the process when `... on A { x: f(n: 1) } ... on B { x: f(n: 2) }`
 * meets an `@interfaceObject`.
 */
export interface ResponseNames {
  /** The name to fetch this field under: the same for the same alias, field and arguments, whatever the type. */
  planKey(field: FieldNode): string;
  /** The client's name for a plan key; only keys that `planKey` made are changed. */
  clientName(planKey: string): string;
}

/** Chooses a prefix for this supergraph, hidden fields and arguments included; makes the names of each operation. */
export function createResponseNames(supergraph: GraphQLSchema): () => ResponseNames {
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

  return () => {
    const keys = new Map<FieldNode, string>();
    const byMeaning = new Map<string, string>();
    const meanings = new Map<string, number>();
    const clientNames = new Map<string, string>();

    const makeKey = (field: FieldNode): string => {
      const name = field.name.value;
      const clientName = field.alias?.value ?? name;
      if (clientName === name && !withArguments.has(name)) return name;
      const given = (field.arguments ?? []).map((argument) => print(argument)).sort();
      const meaning = [clientName, name, ...given].join("\n");
      const known = byMeaning.get(meaning);
      if (known !== undefined) return known;
      const number = meanings.get(clientName) ?? 0;
      meanings.set(clientName, number + 1);
      // No name begins with a digit, so that a number can't be taken for part of one.
      const key = `${prefix}${number === 0 ? "" : `${String(number)}_`}${clientName}`;
      byMeaning.set(meaning, key);
      clientNames.set(key, clientName);
      return key;
    };
    return {
      planKey: (field) => {
        const key = keys.get(field) ?? makeKey(field);
        keys.set(field, key);
        return key;
      },
      clientName: (planKey) => clientNames.get(planKey) ?? planKey,
    };
  };
}
