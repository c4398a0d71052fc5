import { once } from "node:events";
import type { ServerResponse } from "node:http";

/** How often a stream without messages shows that it lives. */
export const HEARTBEAT_MS = 10_000;

/**
 * Sends results as server-sent events in the form of GraphQL over SSE, distinct connections (graphql-sse, PROTOCOL.md):
 * `next` for each, `complete` at the end. Waits for a slow reader before it pulls the next one.
 */
export async function writeEventStream(
  response: ServerResponse,
  results: AsyncIterable<object>,
): Promise<void> {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
    "x-content-type-options": "nosniff",
  });
  response.flushHeaders();
  const beat = setInterval(() => response.write(":\n\n"), HEARTBEAT_MS);
  try {
    for await (const result of results) {
      if (response.destroyed) break;
      await send(response, `event: next\ndata: ${JSON.stringify(result)}\n\n`);
    }
    await send(response, "event: complete\ndata:\n\n");
  } finally {
    clearInterval(beat);
    response.end();
  }
}

async function send(response: ServerResponse, text: string): Promise<void> {
  if (response.destroyed || response.write(text)) return;
  await Promise.race([once(response, "drain"), once(response, "close")]).catch(() => undefined);
}

/** True where a request asks for an event stream (RFC 9110, 12.5.1). */
export function asksForEventStream(accept: string | undefined): boolean {
  return /(^|,)\s*text\/event-stream\b/i.test(accept ?? "");
}

/**
 * Reads what `writeEventStream` writes: the data of each `next`. Ends at `complete`; throws where the stream breaks off
 * without one, or one message is longer than `mostBytes`.
 */
export async function* readEventStream(
  body: AsyncIterable<Buffer>,
  mostBytes: number,
): AsyncGenerator<unknown, void> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const lines = text.slice(0, end).split("\n");
      text = text.slice(end + 2);
      if (lines.includes("event: complete")) return;
      const data = lines.find((line) => line.startsWith("data: "));
      if (lines.includes("event: next") && data !== undefined)
        yield JSON.parse(data.slice("data: ".length)) as unknown;
    }
    if (text.length > mostBytes) throw new Error("the message is too long");
  }
  throw new Error("the stream broke off");
}
