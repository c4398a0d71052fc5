import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { requireScope, type Caller } from "../../platform/caller.ts";
import { AppError } from "../../platform/errors.ts";
import { httpStatus } from "../../platform/http-status.ts";
import type { Log } from "../../platform/log.ts";
import type { Accept, ItemResult, SentItem } from "../acceptance/item.ts";
import { EVENT_TYPES } from "../wire/wire-event.ts";
import { readJson } from "../../platform/read-json.ts";
import { MOST_BATCH_BYTES, toItems } from "./to-items.ts";

/** What the write API is handed. */
export interface IngestHandlerDependencies {
  readonly accept: Accept;
  /** Who sends, by basic (the write key as user name) or bearer credential; throws `UNAUTHENTICATED`. */
  readonly authenticate: (headers: IncomingHttpHeaders) => Caller;
  /** Seconds to wait where nothing can be taken in now; 0 where it can. */
  readonly busySeconds: () => number;
  readonly log: Log;
}

/** Answers `POST /v1/...`; false where the address is not one of the write API. */
export type IngestHandler = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<boolean>;

/** The write API in the Segment wire format: `/v1/{identify,track,page,screen,group,alias,batch}`. */
export function createIngestHandler(dependencies: IngestHandlerDependencies): IngestHandler {
  return async (request, response) => {
    const call = /^\/v1\/([a-z]+)\/?(?:\?.*)?$/.exec(request.url ?? "")?.[1];
    const type = EVENT_TYPES.find((known) => known === call);
    if (type === undefined && call !== "batch") return false;
    try {
      await answer(request, response, type, dependencies);
    } catch (error) {
      refuse(response, error, dependencies.log);
    }
    return true;
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  type: SentItem["type"],
  { accept, authenticate, busySeconds }: IngestHandlerDependencies,
): Promise<void> {
  if (request.method !== "POST") {
    response.setHeader("allow", "POST");
    send(response, 405, {
      success: false,
      error: { code: "METHOD_NOT_ALLOWED", message: "Use POST." },
    });
    return;
  }
  const caller = authenticate(request.headers);
  requireScope(caller, "events:write");
  const wait = busySeconds();
  if (wait > 0) {
    response.setHeader("retry-after", String(wait));
    throw new AppError("TOO_MANY_REQUESTS", "Nothing was accepted: send it again later.", {
      retryable: true,
    });
  }
  const body = await readJson(request, MOST_BATCH_BYTES);
  const results = await accept(toItems(body, type), caller.source);
  const only = type === undefined ? undefined : results[0];
  // A single call says by its status what became of it; a batch is never refused for one of its items.
  const status =
    only?.outcome === "REJECTED" ? (only.error?.code === "too_large" ? 413 : 400) : 200;
  send(response, status, summary(results, status === 200));
}

function summary(results: readonly ItemResult[], success: boolean): object {
  const count = (outcome: ItemResult["outcome"]): number =>
    results.filter((result) => result.outcome === outcome).length;
  return {
    success,
    accepted: count("ACCEPTED"),
    duplicate: count("DUPLICATE"),
    quarantined: count("QUARANTINED"),
    rejected: count("REJECTED"),
    results: results.map(({ outcome, ...rest }) => ({ ...rest, outcome: outcome.toLowerCase() })),
  };
}

function refuse(response: ServerResponse, error: unknown, log: Log): void {
  if (!(error instanceof AppError)) log.error({ err: error }, "a write failed");
  const known =
    error instanceof AppError
      ? error
      : new AppError("UNAVAILABLE", "This could not be stored; nothing is lost: send it again.");
  if (known.code === "UNAUTHENTICATED")
    response.setHeader("www-authenticate", 'Basic realm="write key", Bearer');
  const { code, message, field } = known;
  send(response, httpStatus(code), {
    success: false,
    error: { code, message, ...(field === undefined ? {} : { field }) },
  });
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}
