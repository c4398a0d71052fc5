import type { RequiresSelection } from "@graphql-hive/router-query-planner";
import {
  getNamedType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  type GraphQLSchema,
} from "graphql";
import { isEntity, own } from "./own.ts";
import type { Entity } from "./run.ts";
import type { TypeConditions } from "./type-conditions.ts";

/** Collects what tells two representations apart. */
export interface Fingerprint {
  text: string;
  /** Opaque values, by identity: what they hold is not ours to read. */
  readonly opaque: Map<object, number>;
}

/**
 * Copies the fields that a subgraph requires of an entity. False where one of them is missing: such a representation
 * is not sent, not even in part.
 */
export type CopyRequired = (entity: Entity, into: Entity, print: Fingerprint) => boolean;

/** Compiles a plan's `requires`. */
export function compileRequired(
  selections: readonly RequiresSelection[],
  supergraph: GraphQLSchema,
  types: TypeConditions,
): CopyRequired {
  return compileSelections(selections, undefined, { supergraph, types });
}

interface Schemas {
  readonly supergraph: GraphQLSchema;
  readonly types: TypeConditions;
}

function compileSelections(
  selections: readonly RequiresSelection[],
  typeName: string | undefined,
  schemas: Schemas,
): CopyRequired {
  const parts = selections.map((selection): CopyRequired => {
    if (selection.kind === "FragmentSpread")
      throw new Error("a plan requires a fragment by its name");
    if (selection.kind === "InlineFragment") {
      const types = schemas.types.satisfying([selection.typeCondition]) as ReadonlySet<unknown>;
      const inner = compileSelections(selection.selections, selection.typeCondition, schemas);
      return (entity, into, print) =>
        !types.has(entity["__typename"]) || inner(entity, into, print);
    }
    // `name` is where the value stands now, `alias` what the subgraph calls it.
    const { name, alias } = selection;
    return compileField(name, alias ?? name, selection.selections ?? [], typeName, schemas);
  });
  return (entity, into, print) => {
    for (const part of parts) if (!part(entity, into, print)) return false;
    return true;
  };
}

function compileField(
  readFrom: string,
  writeTo: string,
  selections: readonly RequiresSelection[],
  typeName: string | undefined,
  schemas: Schemas,
): CopyRequired {
  const type = typeName === undefined ? undefined : schemas.supergraph.getType(typeName);
  const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
  const fieldType = Object.hasOwn(fields, writeTo) ? fields[writeTo]?.type : undefined;
  const needed = writeTo === "__typename" || isNonNullType(fieldType);
  const copy =
    selections.length === 0
      ? copyLeaf
      : copyObjects(
          compileSelections(
            selections,
            fieldType === undefined ? undefined : getNamedType(fieldType).name,
            schemas,
          ),
        );
  return (entity, into, print) => {
    const value = own(entity, readFrom);
    if (value === undefined || (value === null && needed)) return false;
    const copied = copy(value, print);
    if (copied === MISSING) return false;
    into[writeTo] = copied;
    return true;
  };
}

type CopyValue = (value: unknown, print: Fingerprint) => unknown;

const MISSING = Symbol("a required field is missing");

function copyLeaf(value: unknown, print: Fingerprint): unknown {
  if (typeof value === "string") print.text += `s${String(value.length)}:${value}`;
  else if (Array.isArray(value)) {
    print.text += `[${String(value.length)}:`;
    for (const item of value) copyLeaf(item, print);
  } else if (typeof value === "object" && value !== null) {
    const number = print.opaque.get(value) ?? print.opaque.size;
    print.opaque.set(value, number);
    print.text += `o${String(number)};`;
  } else print.text += `${typeof value}${String(value)};`;
  return value;
}

function copyObjects(copy: CopyRequired): CopyValue {
  const copyValue: CopyValue = (value, print) => {
    if (value === null) return copyLeaf(value, print);
    if (Array.isArray(value)) {
      print.text += `[${String(value.length)}:`;
      const items = value.map((item) => copyValue(item, print));
      return items.includes(MISSING) ? MISSING : items;
    }
    if (!isEntity(value)) return MISSING;
    const into: Entity = {};
    print.text += "{";
    return copy(value, into, print) ? into : MISSING;
  };
  return copyValue;
}
