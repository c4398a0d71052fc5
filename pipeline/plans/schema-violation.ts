import type { ErrorObject } from "ajv";
import type { PlanCode } from "../wire/wire-event.ts";

/** What a schema finds fault with, in our words. */
export interface SchemaViolation {
  readonly code: PlanCode;
  readonly field: string;
  readonly problem: string;
}

/** Puts an error of ajv into our words: the path as senders write it, and never the value that was sent. */
export function schemaViolation(error: ErrorObject): SchemaViolation {
  const at = pathOf(error.instancePath);
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case "required":
      return {
        code: "plan_missing_property",
        field: `${at}.${String(params["missingProperty"])}`,
        problem: "is required",
      };
    case "additionalProperties":
      return {
        code: "plan_undeclared_property",
        field: `${at}.${String(params["additionalProperty"])}`,
        problem: "is not declared, and nothing else is allowed there",
      };
    case "enum": {
      const allowed = (params["allowedValues"] as readonly unknown[]).map((one) =>
        JSON.stringify(one),
      );
      return invalid(at, `must be one of ${allowed.join(", ").slice(0, 300)}`);
    }
    case "const":
      return invalid(at, `must be ${JSON.stringify(params["allowedValue"]).slice(0, 100)}`);
    default:
      return invalid(at, error.message ?? `breaks ${error.keyword}`);
  }
}

function invalid(field: string, problem: string): SchemaViolation {
  return { code: "plan_invalid_property", field, problem };
}

// A JSON pointer (RFC 6901) as a path: `/properties/products/0/price` is `properties.products[0].price`.
function pathOf(pointer: string): string {
  return pointer
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : `${path}.${part}`));
}
