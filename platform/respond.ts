import type { ServerResponse } from "node:http";
import { AppError, retryAfterHeader } from "./errors.ts";
import { httpStatus } from "./http-status.ts";

/** Sends a text whole; does nothing where an answer has begun or the client is gone. */
export function respond(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(body);
}

/** Answers an error in the form of GraphQL. What nobody wrote for a caller goes to `onFault` and is masked. */
export function respondError(
  response: ServerResponse,
  error: unknown,
  onFault: (error: unknown) => void,
): void {
  const known = error instanceof AppError ? error : null;
  if (known === null) onFault(error);
  const message = known?.message ?? "Something went wrong on our side.";
  const extensions = known?.extensions ?? { code: "INTERNAL_SERVER_ERROR" };
  const status = known === null ? 500 : httpStatus(known.code);
  respond(response, status, JSON.stringify({ errors: [{ message, extensions }] }), {
    "cache-control": "no-store",
    ...(known === null ? {} : retryAfterHeader(known)),
    ...(status === 401 ? { "www-authenticate": 'Bearer realm="graph"' } : {}),
  });
}
