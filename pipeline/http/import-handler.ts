import type { IncomingMessage, ServerResponse } from "node:http";
import { createGunzip } from "node:zlib";
import { requireScope, type Caller } from "../../platform/caller.ts";
import { AppError, badInput } from "../../platform/errors.ts";
import type { Log } from "../../platform/log.ts";
import { describeImport } from "../imports/describe-import.ts";
import { readImportRequest } from "../imports/import-request.ts";
import { runImport, type RunImportDependencies } from "../imports/run-import.ts";
import type { Authenticate } from "./ingest-handler.ts";
import { answer, answerMethod, answerRefusal } from "./write-answer.ts";

/** What importing over HTTP is handed. */
export interface ImportHandlerDependencies extends RunImportDependencies {
  readonly authenticate: Authenticate;
  readonly log: Log;
  /** How long a sender may say nothing, milliseconds: a minute where nothing is said. */
  readonly silentMs?: number;
  /** Runs an import so that memory stays small; as any other work where nothing is said. */
  readonly holdSmall?: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Answers `/v1/import`. */
export interface ImportHandler {
  /** False where the address is not its own. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Ends what runs behind the batch in hand; its senders are told to go on later. */
  stop(): void;
}

/** The most imports of one process at a time: each holds some megabytes. */
const MOST_AT_ONCE = 4;
const MOST_LISTED = 50;
/** A sender that says nothing for so long is gone. */
const SILENT_MS = 60_000;

/**
 * `POST /v1/import`: a file of any size, as it streams in. `GET /v1/import/ID`: how far it is; `GET /v1/import`: the
 * newest of the source.
 */
export function createImportHandler(dependencies: ImportHandlerDependencies): ImportHandler {
  const { silentMs = SILENT_MS, holdSmall = <T>(work: () => Promise<T>) => work() } = dependencies;
  const stopping = new AbortController();
  let running = 0;

  const take = async (
    request: IncomingMessage,
    response: ServerResponse,
    caller: Caller,
  ): Promise<void> => {
    const asked = readImportRequest(request);
    if (running >= MOST_AT_ONCE)
      throw new AppError("TOO_MANY_REQUESTS", "Nothing was taken in: enough imports run here.", {
        retryable: true,
        retryAfter: 5,
      });
    running += 1;
    // A sender that we let wait says nothing either; its silence counts from when we listen again.
    let isWaiting = false;
    const isBusy = (): boolean => {
      const waited = isWaiting;
      isWaiting = dependencies.isBusy();
      if (waited && !isWaiting) request.setTimeout(silentMs);
      return isWaiting;
    };
    request.setTimeout(silentMs, () => {
      if (!isWaiting) request.destroy();
    });
    // Nor has a sender anything left to say whose file is whole: without a listener Node ends its connection.
    response.on("timeout", () => undefined);
    try {
      const chunks = chunksOf(request, asked.gzip);
      const work = { ...dependencies, isBusy };
      const state = await holdSmall(() =>
        runImport(asked, caller.source, chunks, stopping.signal, work),
      );
      answer(response, 200, { success: true, import: describeImport(state) });
    } finally {
      running -= 1;
    }
  };

  const look = async (id: string | undefined, response: ServerResponse, source: string) => {
    const { imports } = dependencies;
    if (id === undefined) {
      const found = await imports.list(source, MOST_LISTED);
      answer(response, 200, { success: true, imports: found.map(describeImport) });
      return;
    }
    const found = await imports.read(source, decoded(id));
    if (found === null)
      throw new AppError("NOT_FOUND", "id: this source has no such import.", { field: "id" });
    answer(response, 200, { success: true, import: describeImport(found) });
  };

  return {
    handle: async (request, response) => {
      const path = /^\/v1\/import(?:\/([^/?]+))?\/?(?:\?.*)?$/.exec(request.url ?? "");
      if (path === null) return false;
      try {
        const caller = dependencies.authenticate(request.headers, null);
        requireScope(caller, "events:write");
        // It stands in every page: whoever reads it there may neither keep us busy with files nor see what others sent.
        if (caller.isByWriteKey === true) throw ONLY_EVENTS;
        if (request.method === "POST" && path[1] === undefined)
          await take(request, response, caller);
        else if (request.method === "GET") await look(path[1], response, caller.source);
        else answerMethod(response, path[1] === undefined ? "GET, POST" : "GET");
      } catch (error) {
        if (isGone(request)) dependencies.log.warn("a sender of a file went away; it can go on");
        else answerRefusal(response, error, dependencies.log);
      }
      return true;
    },
    stop: () => {
      stopping.abort();
    },
  };
}

const ONLY_EVENTS = new AppError(
  "FORBIDDEN",
  "authorization: a write key sends events only; import with a client's token that has the scope events:write, and name the source in x-source.",
  { field: "authorization" },
);

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    throw badInput("id", "is not percent-encoded UTF-8; encode what is no letter or digit");
  }
}

function isGone(request: IncomingMessage): boolean {
  return request.destroyed && !request.complete;
}

function chunksOf(request: IncomingMessage, gzip: boolean): AsyncIterable<Buffer> {
  // Who stops reading has an answer to give still: the connection stays.
  if (!gzip) return request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  const plain = createGunzip();
  request.on("error", (error) => plain.destroy(error));
  // One that is sent away for its silence has no error, and what unpacks would wait for the rest for ever.
  request.on("close", () => {
    if (!request.complete) plain.destroy(new Error("the sender went away"));
  });
  plain.on("error", () => request.unpipe(plain));
  return unpacked(request.pipe(plain));
}

async function* unpacked(plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* plain;
  } catch (error) {
    throw error instanceof Error && "code" in error && String(error.code).startsWith("Z_")
      ? badInput("body", "says it is gzip and is not, or is cut off")
      : error;
  }
}
