/** Codes a caller may rely on; each appears in `extensions.code` of GraphQL and in `error.code` of HTTP answers. */
export type ErrorCode =
  | "BAD_USER_INPUT"
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "CONFLICT"
  | "PAYLOAD_TOO_LARGE"
  | "UNSUPPORTED_MEDIA_TYPE"
  | "TOO_MANY_REQUESTS"
  | "DOCUMENT_REFUSED"
  | "OPERATION_LIMIT"
  | "AMBIGUOUS_ID"
  | "UNAVAILABLE"
  | "SUBGRAPH_UNAVAILABLE"
  | "DEADLINE_EXCEEDED"
  | "INTERNAL_SERVER_ERROR";

interface AppErrorOptions {
  /** The input at fault, as the caller wrote it: `batch[3].timestamp`. */
  readonly field?: string;
  /** True where the same call may succeed later. */
  readonly retryable?: boolean;
  /** Seconds to wait before the same call is worth making again. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/**
 * The one error that may reach a caller. Its message is written for the caller: it names the field, what is wrong
 * with it and what to do, and never a host, a path or a stack. Whatever else is thrown is masked at the edge.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly retryable: boolean;
  /** Where GraphQL looks for what goes into an error's `extensions`. */
  readonly extensions: {
    readonly code: ErrorCode;
    readonly field?: string;
    readonly retryAfter?: number;
  };

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.field = options.field;
    this.retryable = options.retryable ?? false;
    const { field, retryAfter } = options;
    this.extensions = {
      code,
      ...(field === undefined ? {} : { field }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    };
  }
}

/** What an answer over HTTP says of when to come again (RFC 9110, 10.2.3); nothing where the error says nothing. */
export function retryAfterHeader({ extensions }: AppError): Readonly<Record<string, string>> {
  const { retryAfter } = extensions;
  return retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
}

/** A fault of the caller's input: the field, what is wrong with it, what to do. */
export function badInput(field: string, problem: string): AppError {
  return new AppError("BAD_USER_INPUT", `${field}: ${problem}`, { field });
}
