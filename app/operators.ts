import type { IncomingHttpHeaders } from "node:http";
import { requireScope } from "../platform/caller.ts";
import type { Recognise } from "./clients.ts";
import type { Config } from "./config.ts";

/** Throws `UNAUTHENTICATED` or `FORBIDDEN` unless these headers are an operator's. */
export type RequireOperator = (headers: IncomingHttpHeaders) => void;

/**
 * Who may see what is not in the graph: `/metrics` and the health pages. A credential with `operations:read`, as bearer
 * or as basic user name. Where only demo credentials exist, which is on a loopback address outside production, nobody
 * is asked. An address alone opens nothing else: behind a proxy every caller has that of the proxy.
 */
export function createRequireOperator(
  { CLIENTS_FILE }: Pick<Config, "CLIENTS_FILE">,
  recognise: Recognise,
): RequireOperator {
  return (headers) => {
    if (CLIENTS_FILE === undefined && headers.authorization === undefined) return;
    requireScope(recognise(headers).claims, "operations:read");
  };
}
