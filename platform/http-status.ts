import type { ErrorCode } from "./errors.ts";

const STATUS: Readonly<Record<ErrorCode, number>> = {
  BAD_USER_INPUT: 400,
  OPERATION_LIMIT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  DOCUMENT_REFUSED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  AMBIGUOUS_ID: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  UNAVAILABLE: 503,
  SUBGRAPH_UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

/** The HTTP status of a request that fails as a whole with this code (RFC 9110). */
export function httpStatus(code: ErrorCode): number {
  return STATUS[code];
}
