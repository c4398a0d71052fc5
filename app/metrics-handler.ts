import type { Metrics } from "../platform/metrics.ts";
import { respond } from "../platform/respond.ts";
import type { Handler } from "./http-server.ts";
import type { RequireOperator } from "./operators.ts";

/**
 * Answers `GET /metrics` in the text format of Prometheus, the figures of this process and what `others` adds to them;
 * false where the request is for somebody else.
 */
export function createMetricsHandler(
  metrics: Metrics,
  requireOperator: RequireOperator,
  others: () => Promise<string> = () => Promise.resolve(""),
): Handler {
  return async (request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") return false;
    requireOperator(request.headers);
    const texts = await Promise.all([metrics.metrics(), others()]);
    respond(response, 200, texts.filter((text) => text !== "").join("\n"), {
      "content-type": metrics.contentType,
      "cache-control": "no-store",
    });
    return true;
  };
}
