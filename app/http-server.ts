import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Log } from "../platform/log.ts";
import { respond, respondError } from "../platform/respond.ts";

/** Answers a request, or says with false that it is for somebody else. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** A server that asks its handlers in order; what is for none of them is not found. */
export function createHttpServer(handlers: readonly Handler[], log: Log): Server {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.once("finish", () => {
      endUnread(request);
    });
    for (const handler of handlers) if (await handler(request, response)) return;
    respond(response, 404, JSON.stringify({ errors: [{ message: "There is nothing here." }] }));
  };
  return createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      respondError(response, error, (fault) => {
        log.error({ err: fault }, "a request failed");
      });
    });
  });
}

const UNREAD_MS = 30_000;

/** What is still coming of a body that was answered already ends, or its connection does. */
function endUnread(request: IncomingMessage): void {
  if (request.complete) return;
  const timer = setTimeout(() => request.destroy(), UNREAD_MS).unref();
  request.once("close", () => {
    clearTimeout(timer);
  });
}

/** Takes no more connections, ends those there are with their next answer, and resolves when what runs is answered. */
export async function closeServer(server: Server): Promise<void> {
  server.prependListener("request", (_, response) => {
    response.setHeader("connection", "close");
  });
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
}
