import type { Sources } from "../sources/registry.ts";
import type { IngestHandler } from "./ingest-handler.ts";

/** What the libraries for browsers set: AnonymousId is RudderStack's, X-Retry-Count Segment's. */
const HEADERS = "authorization, content-type, anonymousid, x-retry-count";
const LONGEST_SECONDS = 3_600;

/**
 * Lets pages of the origins that registered sources admit call the write API (Fetch standard, "CORS protocol"):
 * answers preflights of `/v1/…`, and marks the answers of the handlers behind it. Which source a page may send for is
 * for `authenticate` to say: a preflight carries no credential.
 */
export function createCorsHandler(sources: Pick<Sources, "admits">): IngestHandler {
  return (request, response) => {
    const { origin } = request.headers;
    if (!(request.url ?? "").startsWith("/v1/")) return Promise.resolve(false);
    response.setHeader("vary", "Origin");
    const isAdmitted = origin !== undefined && sources.admits(origin);
    if (isAdmitted) {
      response.setHeader("access-control-allow-origin", origin);
      response.setHeader("access-control-expose-headers", "retry-after");
    }
    if (request.method !== "OPTIONS") return Promise.resolve(false);
    if (isAdmitted) {
      response.setHeader("access-control-allow-methods", "POST");
      response.setHeader("access-control-allow-headers", HEADERS);
      response.setHeader("access-control-max-age", String(LONGEST_SECONDS));
    }
    response.writeHead(isAdmitted ? 204 : 403).end();
    return Promise.resolve(true);
  };
}
