import { parse } from "graphql";
import { z } from "zod";
import { AppError, badInput } from "../../platform/errors.ts";
import type { GatewayCaller } from "../caller.ts";
import type { FindDocument } from "../documents.ts";
import { createLru } from "../../platform/lru.ts";
import { MOST_TOKENS, requireWithinLimits, type OperationLimits } from "../limits.ts";

/** The body of a GraphQL request over HTTP (GraphQL over HTTP, draft of 2025), with `documentId` beside `query`. */
export interface GraphqlBody {
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Turns a body into an operation that this caller may run; throws `AppError` where there is none. */
export type ReadOperation = (body: unknown, caller: GatewayCaller) => GraphqlBody;

const bodySchema = z.object({
  query: z.string().nullish(),
  documentId: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

const KNOWN_TEXTS = 2_000;

/** The one gate between a body and execution: registered documents by id, free text within the limits. */
export function createReadOperation(
  findDocument: FindDocument,
  limits: OperationLimits | undefined,
): ReadOperation {
  const withinLimits = createLru<string, true>(KNOWN_TEXTS);
  return (body, caller) => {
    const parsed = bodySchema.safeParse(body);
    if (!parsed.success) {
      if (caller.documents === "registered") throw refused();
      const { path = [], message = "" } = parsed.error.issues[0] ?? {};
      throw badInput(path.length === 0 ? "body" : path.join("."), message);
    }
    const { query, documentId, operationName } = parsed.data;
    const variables = parsed.data.variables ?? {};
    if (caller.documents === "registered" || (documentId ?? null) !== null) {
      // Whether an id is unknown, another client's or free text is nobody's business: one answer for all.
      const found = findDocument(caller.client, documentId ?? "");
      if (found === null || (query ?? null) !== null) throw refused();
      return { query: found.text, operationName: found.name, variables };
    }
    if ((query ?? "") === "") throw badInput("query", "is missing; send a GraphQL document");
    const text = query ?? "";
    if (withinLimits.get(text) === undefined) {
      requireParsedWithinLimits(text, limits);
      withinLimits.set(text, true);
    }
    const name = operationName ?? "";
    return { query: text, variables, ...(name === "" ? {} : { operationName: name }) };
  };
}

function requireParsedWithinLimits(text: string, limits: OperationLimits | undefined): void {
  let document;
  try {
    document = parse(text, { noLocation: true, maxLexicalTokens: MOST_TOKENS });
  } catch (error) {
    if (error instanceof Error && error.message.includes("Parsing aborted"))
      throw new AppError(
        "OPERATION_LIMIT",
        `query: has more than ${String(MOST_TOKENS)} tokens. Ask for less at a time.`,
        { field: "query" },
      );
    // The server says where the syntax is wrong.
    return;
  }
  requireWithinLimits(document, limits);
}

function refused(): AppError {
  return new AppError(
    "DOCUMENT_REFUSED",
    "This client runs registered documents only: send documentId and variables.",
  );
}
