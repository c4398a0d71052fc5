import {
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from "graphql";
import { isEntity } from "../own.ts";
import type { ResponseNames } from "../response-names.ts";
import { collectFields, type ClientOperation } from "./collect-fields.ts";
import { BUBBLE, type Completer } from "./completer.ts";
import type { AnswerIntrospection } from "./introspection.ts";
import { planLeaf } from "./leaf.ts";
import { report, reportNull } from "./trouble.ts";
import { compileWriter, type FieldWriter, type ObjectWriter } from "./write-object.ts";

/** What the projection is compiled from. */
export interface ProjectionContext extends ClientOperation {
  readonly names: ResponseNames;
  /** Answers `__schema` and `__type`. */
  readonly introspect: AnswerIntrospection;
}

/**
 * Compiles how the answer is written from what was fetched: the client's names, what it asked for and nothing else,
 * and nulls that go up to where they may stand. Depth is the length of the path to the object.
 */
export function compileObject(
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  depth: number,
  context: ProjectionContext,
): ObjectWriter {
  const groups = collectFields(sets, type, context);
  const fields: FieldWriter[] = [];
  for (const [name, nodes] of groups) {
    const field = compileField(name, nodes, type, depth, context);
    if (field !== null) fields.push(field);
  }
  return compileWriter(fields, depth);
}

function compileField(
  name: string,
  nodes: readonly FieldNode[],
  parent: GraphQLObjectType,
  depth: number,
  context: ProjectionContext,
): FieldWriter | null {
  const [node] = nodes;
  if (node === undefined) return null;
  const fieldName = node.name.value;
  const unfetched = { name, planKey: null, passes: null, allowed: null, bubbles: false };
  if (fieldName === "__typename") return { ...unfetched, complete: () => parent.name };
  if (fieldName.startsWith("__"))
    return { ...unfetched, complete: context.introspect(name, nodes) };
  const fields = parent.getFields();
  const type = Object.hasOwn(fields, fieldName) ? fields[fieldName]?.type : undefined;
  if (type === undefined) return null;
  const at: Position = { name: `${parent.name}.${fieldName}`, depth: depth + 1, nodes };
  const inner = isNonNullType(type) ? type.ofType : type;
  const leaf = isLeafType(inner) ? planLeaf(inner, depth + 1) : null;
  return {
    name,
    planKey: context.names.planKey(node),
    passes: leaf?.passes ?? null,
    allowed: leaf?.allowed ?? null,
    complete: compileType(type, at, context),
    bubbles: isNonNullType(type),
  };
}

/** Where in the answer a type stands. */
interface Position {
  /** The field, for messages. */
  readonly name: string;
  readonly depth: number;
  readonly nodes: readonly FieldNode[];
}

/** Answers `BUBBLE` only where the type is non-null. */
function compileType(type: GraphQLOutputType, at: Position, context: ProjectionContext): Completer {
  if (!isNonNullType(type)) {
    const inner = compileNamed(type, at, context);
    return (value, run) => {
      const completed = inner(value, run);
      return completed === BUBBLE ? null : completed;
    };
  }
  const inner = compileNamed(type.ofType, at, context);
  const message = `Cannot return null for non-nullable field ${at.name}.`;
  return (value, run) => {
    const completed = inner(value, run);
    if (completed !== null) return completed;
    reportNull(run, at.depth, message);
    return BUBBLE;
  };
}

function compileNamed(
  type: GraphQLOutputType,
  at: Position,
  context: ProjectionContext,
): Completer {
  if (isListType(type)) return compileList(type.ofType, at, context);
  if (isLeafType(type)) return planLeaf(type, at.depth).complete;
  const sets = at.nodes.flatMap((node) => node.selectionSet ?? []);
  if (isObjectType(type)) {
    const write = compileObject(type, sets, at.depth, context);
    return (value, run) => (isEntity(value) ? write(value, run) : refuse(value, run, at));
  }
  return isAbstractType(type) ? compileAbstract(type, sets, at, context) : () => null;
}

function compileAbstract(
  type: GraphQLAbstractType,
  sets: readonly SelectionSetNode[],
  at: Position,
  context: ProjectionContext,
): Completer {
  const possible = new Map<unknown, GraphQLObjectType>(
    context.schema.getPossibleTypes(type).map((one) => [one.name, one]),
  );
  const writers = new Map<unknown, ObjectWriter>();
  return (value, run) => {
    if (!isEntity(value)) return refuse(value, run, at);
    const typename = value["__typename"];
    let write = writers.get(typename);
    if (write === undefined) {
      const runtime = possible.get(typename);
      // A type that is not for clients is no error: it is as if nothing were there.
      if (runtime === undefined) return null;
      write = compileObject(runtime, sets, at.depth, context);
      writers.set(typename, write);
    }
    return write(value, run);
  };
}

function compileList(type: GraphQLOutputType, at: Position, context: ProjectionContext): Completer {
  const index = at.depth;
  const complete = compileType(type, { ...at, depth: at.depth + 1 }, context);
  return (value, run) => {
    if (!Array.isArray(value)) return refuse(value, run, at);
    const { length } = value;
    const items = new Array<unknown>(length);
    for (let i = 0; i < length; i++) {
      run.path[index] = i;
      const item = complete(value[i], run);
      if (item === BUBBLE) return BUBBLE;
      items[i] = item;
    }
    return items;
  };
}

function refuse(value: unknown, run: Parameters<Completer>[1], at: Position): null {
  if (value !== null && value !== undefined)
    report(run, at.depth, `A subgraph answered ${at.name} in a form that it can't have.`);
  return null;
}
