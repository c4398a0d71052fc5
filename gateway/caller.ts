import type { IncomingHttpHeaders } from "node:http";

/** Who asks, as the gateway needs to know it; what the subgraphs need travels in `claims`. */
export interface GatewayCaller {
  /** Stable name of the client: registered documents, metrics and logs go by it. */
  readonly client: string;
  /** `free` clients send any operation within the limits, `registered` ones only documents registered for them. */
  readonly documents: "free" | "registered";
  /** Opaque to the gateway: handed to in-process subgraphs as it is, and to the signer of HTTP transports. */
  readonly claims: unknown;
}

/** Turns a request's headers into its caller; throws `AppError` (`UNAUTHENTICATED`, `FORBIDDEN`, `BAD_USER_INPUT`). */
export type Authenticate = (headers: IncomingHttpHeaders) => GatewayCaller;
