import type { Metrics } from "../platform/metrics.ts";
import { respond } from "../platform/respond.ts";
import type { Handler } from "./http-server.ts";
import type { RequireOperator } from "./operators.ts";

/** Answers `GET /metrics` in the text format of Prometheus; false where the request is for somebody else. */
export function createMetricsHandler(metrics: Metrics, requireOperator: RequireOperator): Handler {
  return async (request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") return false;
    requireOperator(request.headers);
    respond(response, 200, await metrics.metrics(), {
      "content-type": metrics.contentType,
      "cache-control": "no-store",
    });
    return true;
  };
}
