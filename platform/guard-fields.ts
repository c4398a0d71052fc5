import { defaultFieldResolver, isObjectType, type GraphQLSchema } from "graphql";
import { requireScope, type Caller } from "./caller.ts";

/** Which scope a type's fields need, whatever way leads to them. */
export interface FieldGuard {
  /** The object type. */
  readonly type: string;
  /** What a credential must carry. */
  readonly scope: string;
  /** The fields that need no more than the field that led here: what it is called. Every other one is guarded. */
  readonly open: readonly string[];
}

/** Whoever may read the field that leads to a customer may know which one it is; all else is for `customers:read`. */
export const CUSTOMER_GUARD: FieldGuard = {
  type: "Customer",
  scope: "customers:read",
  open: ["id", "ref", "scope"],
};

/** Makes the fields of a schema ask for scopes before they are resolved: `FORBIDDEN` at the field, naming the scope. */
export function guardFields(schema: GraphQLSchema, guards: readonly FieldGuard[]): void {
  for (const { type: name, scope, open } of guards) {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`there is no type ${name} to guard`);
    for (const field of Object.values(type.getFields())) {
      if (open.includes(field.name)) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args, context: { readonly caller: Caller }, info): unknown => {
        requireScope(context.caller, scope);
        return resolve(source, args, context, info);
      };
    }
  }
}
