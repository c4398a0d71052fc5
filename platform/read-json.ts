import { isUtf8 } from "node:buffer";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { AppError, badInput } from "./errors.ts";

const unzip = promisify(gunzip);

/**
 * The JSON of a request's body, plain or gzip. Throws `PAYLOAD_TOO_LARGE` above `most` bytes (unpacked), and
 * `BAD_USER_INPUT` for what is no UTF-8 or no JSON, or broken off.
 */
export async function readJson(request: IncomingMessage, most: number): Promise<unknown> {
  const packed = await readBytes(request, most);
  return (await jsonOf(packed, request.headers, most)).value;
}

/** The JSON of a body whose bytes were read, and its text; throws as `readJson` does. */
export async function jsonOf(
  packed: Buffer,
  headers: IncomingHttpHeaders,
  most: number,
): Promise<{ readonly value: unknown; readonly text: string }> {
  const bytes = headers["content-encoding"] === "gzip" ? await unpack(packed, most) : packed;
  if (!isUtf8(bytes)) throw badInput("body", "is not valid UTF-8; encode it as UTF-8");
  const text = bytes.toString("utf8", startsWithMark(bytes) ? MARK.length : 0);
  try {
    return { value: JSON.parse(text) as unknown, text };
  } catch (error) {
    const where = /position \d+/.exec(error instanceof Error ? error.message : "")?.[0];
    throw badInput("body", `is not valid JSON${where === undefined ? "" : ` (at ${where})`}`);
  }
}

/** What some programs begin a text with to say that it is UTF-8. */
const MARK = [0xef, 0xbb, 0xbf] as const;

function startsWithMark(bytes: Buffer): boolean {
  return MARK.every((byte, at) => bytes[at] === byte);
}

/** How long a body may take to arrive: slow senders must not hold sockets for ever. */
const LONGEST_MS = 30_000;

/** The bytes of a request's body; throws `PAYLOAD_TOO_LARGE` above `most`, `BAD_USER_INPUT` where its sender broke off. */
export async function readBytes(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const timer = setTimeout(() => request.destroy(), LONGEST_MS);
  try {
    // By its events: an iterator costs as much as all else that reading a short body does.
    await new Promise<void>((resolve, reject) => {
      request.on("data", (chunk: Buffer) => {
        size += chunk.length;
        // Read on without keeping: an answer sent before the body has ended is lost on most clients.
        if (size <= most) chunks.push(chunk);
        else if (size > most * 20) request.destroy(tooLarge(most));
      });
      // A sender that goes away is no failure of ours, and nobody is left to be answered.
      const breakOff = (): void => {
        reject(badInput("body", "was broken off before its end; send it again"));
      };
      request.once("error", (error) => {
        if (error instanceof AppError) reject(error);
        else breakOff();
      });
      request.once("close", breakOff);
      request.once("end", () => {
        // Every request is closed in the end, and an error costs more than to read a short body does.
        request.off("close", breakOff);
        resolve();
      });
      if (request.destroyed) breakOff();
    });
  } finally {
    clearTimeout(timer);
  }
  if (size > most) throw tooLarge(most);
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}

async function unpack(packed: Buffer, most: number): Promise<Buffer> {
  try {
    return await unzip(packed, { maxOutputLength: most });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    throw code === "ERR_BUFFER_TOO_LARGE"
      ? tooLarge(most)
      : badInput("body", "says it is gzip and is not");
  }
}

function tooLarge(most: number): AppError {
  return new AppError(
    "PAYLOAD_TOO_LARGE",
    `body: is larger than ${String(most / 1024)} KB; send less at a time.`,
    { field: "body" },
  );
}
