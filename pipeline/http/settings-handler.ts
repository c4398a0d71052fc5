import { AppError } from "../../platform/errors.ts";
import { respond } from "../../platform/respond.ts";
import type { IngestHandler } from "./ingest-handler.ts";
import type { SourceHandlerDependencies } from "./source-handler.ts";
import { answerRefusal } from "./write-answer.ts";

/**
 * `GET /v1/projects/<write key>/settings`: what Segment's library for pages asks for when it is loaded (analytics-next,
 * "CDN settings"): that events go to this server, and nowhere else. So a page needs its write key and `cdnURL` alone.
 */
export function createSettingsHandler({
  sources,
  publicUrl,
  log,
}: Pick<SourceHandlerDependencies, "sources" | "publicUrl" | "log">): IngestHandler {
  return (request, response) => {
    const key = /^\/v1\/projects\/([^/?]+)\/settings(?:\?.*)?$/.exec(request.url ?? "")?.[1];
    if (key === undefined || request.method !== "GET") return Promise.resolve(false);
    const url = URL.parse(publicUrl ?? `http://${request.headers.host ?? ""}`);
    if (url === null || sources.byWriteKey(key) === null) {
      const unknown = new AppError("NOT_FOUND", "There is no source with this write key.");
      answerRefusal(response, unknown, log);
      return Promise.resolve(true);
    }
    const segment = {
      apiKey: key,
      apiHost: `${url.host}/v1`,
      protocol: url.protocol.slice(0, -1),
    };
    respond(response, 200, JSON.stringify({ integrations: { "Segment.io": segment } }), {
      "cache-control": "private, max-age=60",
    });
    return Promise.resolve(true);
  };
}
