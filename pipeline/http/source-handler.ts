import type { IncomingMessage, ServerResponse } from "node:http";
import { requireScope } from "../../platform/caller.ts";
import type { Clock } from "../../platform/clock.ts";
import { AppError } from "../../platform/errors.ts";
import { jsonOf, readBytes } from "../../platform/read-json.ts";
import type { SentItem } from "../acceptance/item.ts";
import { requireRoom } from "../room.ts";
import { readFlat } from "../sources/read-flat.ts";
import type { RegisteredSource, Sources } from "../sources/registry.ts";
import type { SourceRequest } from "../sources/source-kind.ts";
import { exactValue } from "../wire/exact-integers.ts";
import type { IngestHandler, IngestHandlerDependencies } from "./ingest-handler.ts";
import { originalsOf } from "./originals.ts";
import { answerMethod, answerRefusal, answerResults } from "./write-answer.ts";

/**
 * The most bytes of one request, unpacked. Vendors choose how much they send, and repeat what is refused until they drop
 * it: SendGrid fills batches to 768 KB, an order of Shopify may have more than one megabyte.
 */
const MOST_SOURCE_BYTES = 2 * 1024 * 1024;
/** The most records of one request: SendGrid's shortest events, and many to a batch. */
const MOST_SOURCE_RECORDS = 5_000;

/** What the webhooks are handed. */
export interface SourceHandlerDependencies extends IngestHandlerDependencies {
  readonly sources: Sources;
  readonly clock: Clock;
  /** The address that others call this process by, without a path; null: what the request says. */
  readonly publicUrl: string | null;
}

/**
 * `POST /v1/sources/<name>`: what a registered source's own system sends, in its own words. Verify → read → accept; one
 * result an event. What can't be accepted is put aside, for no vendor reads why it was refused; so the answer is 200
 * once everything is durable.
 */
export function createSourceHandler(dependencies: SourceHandlerDependencies): IngestHandler {
  return async (request, response) => {
    const name = /^\/v1\/sources\/([a-z0-9_-]+)\/?(?:\?.*)?$/.exec(request.url ?? "")?.[1];
    if (name === undefined) return false;
    try {
      if (request.method === "POST") await answer(request, response, name, dependencies);
      else answerMethod(response);
    } catch (error) {
      answerRefusal(response, error, dependencies.log);
    }
    return true;
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
  dependencies: SourceHandlerDependencies,
): Promise<void> {
  const { sources, accept, busySeconds } = dependencies;
  const source = sources.find(name);
  if (source === null)
    throw new AppError("NOT_FOUND", `There is no source ${name}; register it in SOURCES_FILE.`);
  const isSigned = sources.isSigned(name);
  if (!isSigned) requireKey(request, source, dependencies);
  requireRoom(busySeconds());
  const rawBody = await readBytes(request, MOST_SOURCE_BYTES);
  if (isSigned) sources.verify(name, asSent(request, rawBody, dependencies), dependencies.clock());
  const items = await readItems(request, rawBody, source);
  answerResults(response, 200, await accept(items, name));
}

function requireKey(
  request: IncomingMessage,
  { name }: RegisteredSource,
  { authenticate }: SourceHandlerDependencies,
): void {
  const caller = authenticate(request.headers, null);
  requireScope(caller, "events:write");
  if (caller.source !== name)
    throw new AppError(
      "FORBIDDEN",
      `authorization: this credential sends for ${caller.source}, not for ${name}.`,
      { field: "authorization" },
    );
}

function asSent(
  { method, url, headers }: IncomingMessage,
  rawBody: Buffer,
  { publicUrl }: SourceHandlerDependencies,
): SourceRequest {
  const base = publicUrl ?? `http://${headers.host ?? ""}`;
  return { method: method ?? "", url: `${base.replace(/\/$/, "")}${url ?? ""}`, headers, rawBody };
}

async function readItems(
  { headers }: IncomingMessage,
  rawBody: Buffer,
  { reader }: RegisteredSource,
): Promise<readonly SentItem[]> {
  const { value: rounded, text } = await jsonOf(rawBody, headers, MOST_SOURCE_BYTES);
  const value = exactValue(text, rounded);
  const records = reader.records(value);
  if (records.length > MOST_SOURCE_RECORDS)
    throw new AppError(
      "PAYLOAD_TOO_LARGE",
      `body: has ${String(records.length)} records; ${String(MOST_SOURCE_RECORDS)} are the most. Nothing was accepted.`,
      { field: "body" },
    );
  const originals = originalsOf(text, value, records);
  const sent = records.map((value, i) => ({ value, original: originals[i] ?? "" }));
  const items = await readFlat(sent, reader, { headers });
  return items.flat().map((item) => ({ ...item, keep: true }));
}
