import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { requireScope, type Caller } from "../../platform/caller.ts";
import type { Log } from "../../platform/log.ts";
import type { Accept, SentItem } from "../acceptance/item.ts";
import { requireRoom } from "../room.ts";
import { EVENT_TYPES, type WireType } from "../wire/wire-event.ts";
import { readJson } from "../../platform/read-json.ts";
import { MOST_BATCH_BYTES, toItems } from "./to-items.ts";
import { answerMethod, answerRefusal, answerResults } from "./write-answer.ts";

/** What the write API is handed. */
export interface IngestHandlerDependencies {
  readonly accept: Accept;
  readonly authenticate: Authenticate;
  /** Seconds to wait where nothing can be taken in now; 0 where it can. */
  readonly busySeconds: () => number;
  readonly log: Log;
}

/**
 * Who sends: by basic (the write key as user name) or bearer credential; where there is none, by the write key in the
 * body, for `navigator.sendBeacon` can set no header. Throws `UNAUTHENTICATED`, or `FORBIDDEN` for a page whose origin
 * may not send for the source.
 */
export type Authenticate = (headers: IncomingHttpHeaders, writeKey: string | null) => Sender;

/** Who sends. */
export interface Sender extends Caller {
  /** Set where all that it showed is a source's write key, which is no secret: it sends events, and nothing else. */
  readonly isByWriteKey?: true;
}

/** Answers `POST /v1/...`; false where the address is not one of the write API. */
export type IngestHandler = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<boolean>;

// The addresses of the libraries for browsers are the first letters of the calls (analytics.js).
const BY_LETTER = new Map<string, WireType | "batch">(
  ([...EVENT_TYPES, "batch"] as const).flatMap((call) => [
    [call, call],
    [call.charAt(0), call],
  ]),
);

/** The write API in the Segment wire format: `/v1/{identify,track,page,screen,group,alias,batch}`. */
export function createIngestHandler(dependencies: IngestHandlerDependencies): IngestHandler {
  return async (request, response) => {
    const path = /^\/v1\/([a-z]+)\/?(?:\?.*)?$/.exec(request.url ?? "")?.[1] ?? "";
    const call = BY_LETTER.get(path);
    if (call === undefined) return false;
    try {
      await answer(request, response, call === "batch" ? undefined : call, dependencies);
    } catch (error) {
      answerRefusal(response, error, dependencies.log);
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
    answerMethod(response);
    return;
  }
  const isNamed = request.headers.authorization !== undefined;
  const known = isNamed ? authenticate(request.headers, null) : null;
  if (known !== null) requireScope(known, "events:write");
  requireRoom(busySeconds());
  const body = await readJson(request, MOST_BATCH_BYTES);
  const caller = known ?? authenticate(request.headers, writeKeyIn(body));
  requireScope(caller, "events:write");
  const results = await accept(toItems(body, type), caller.source);
  const only = type === undefined ? undefined : results[0];
  // A single call says by its status what became of it; a batch is never refused for one of its items.
  const status =
    only?.outcome === "REJECTED" ? (only.error?.code === "too_large" ? 413 : 400) : 200;
  answerResults(response, status, results);
}

function writeKeyIn(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("writeKey" in body)) return null;
  return typeof body.writeKey === "string" ? body.writeKey : null;
}
