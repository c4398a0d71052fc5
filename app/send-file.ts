import { createReadStream } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { request } from "undici";
import type { ImportDescription } from "../pipeline/index.ts";
import { AppError } from "../platform/errors.ts";

/** Where to send a file, as whom, and for which source. */
export interface SendTarget {
  readonly url: string;
  readonly token: string;
  readonly source: string;
}

/** A file to send. */
export interface FileToSend {
  readonly path: string;
  readonly name: string;
  /** The id that the import goes on by after a break. */
  readonly id: string;
  /** Whether its middle can be sent by itself: plain text, not packed, no Parquet. */
  readonly canGoOn: boolean;
  /** The column by which only what is new is sent; null for all. */
  readonly watermark: string | null;
  readonly again: boolean;
}

interface Answer {
  readonly import?: ImportDescription;
  readonly error?: { readonly code: string; readonly message: string };
}

const ATTEMPTS = 8;
const LOOK_EVERY_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/**
 * Sends a file to `/v1/import` and stays with it until it is done: where the other side is busy, away or starts anew,
 * it goes on from what is durable there. Gives up after eight attempts without any progress.
 */
export async function sendFile(
  file: FileToSend,
  target: SendTarget,
  onProgress: (state: ImportDescription) => void,
): Promise<ImportDescription> {
  let failures = 0;
  let reached = -1;
  /** When the import began that is to be done again. */
  let former: string | null = null;
  for (;;) {
    const found = await look(file.id, target);
    if (file.again) former ??= found?.startedAt ?? null;
    // It counts as begun anew when the other side says so: what asked for it may not have arrived.
    const state = found?.startedAt === former ? null : found;
    if (state !== null) onProgress(state);
    const records = state?.records ?? 0;
    failures = records > reached ? 0 : failures + 1;
    reached = Math.max(reached, records);
    if (failures >= ATTEMPTS)
      throw new AppError(
        "UNAVAILABLE",
        `--url: nobody takes ${file.name} in there; start the product, then run this again: it goes on where it stopped.`,
      );
    const answer = await watched(post(file, state, target), file, target, onProgress);
    if (answer?.import !== undefined) return answer.import;
    const { code, message } = answer?.error ?? { code: "UNAVAILABLE", message: "" };
    if (!["UNAVAILABLE", "TOO_MANY_REQUESTS", "CONFLICT"].includes(code))
      throw new AppError("BAD_USER_INPUT", `${file.name}: ${message}`);
    await sleep(Math.min(LONGEST_WAIT_MS, 100 * 2 ** failures));
  }
}

/** Looks how far it is while it runs. */
async function watched<T>(
  running: Promise<T>,
  { id }: FileToSend,
  target: SendTarget,
  onProgress: (state: ImportDescription) => void,
): Promise<T> {
  const done = new AbortController();
  const looking = (async () => {
    for (;;) {
      await sleep(LOOK_EVERY_MS, null, { signal: done.signal });
      const state = await look(id, target);
      if (state !== null && !done.signal.aborted) onProgress(state);
    }
  })().catch(() => undefined);
  try {
    return await running;
  } finally {
    done.abort();
    await looking;
  }
}

async function look(id: string, target: SendTarget): Promise<ImportDescription | null> {
  const answer = await call(new URL(`/v1/import/${encodeURIComponent(id)}`, target.url), target);
  return answer?.import ?? null;
}

function post(
  { path, name, id, canGoOn, watermark, again }: FileToSend,
  state: ImportDescription | null,
  target: SendTarget,
): Promise<Answer | null> {
  const url = new URL("/v1/import", target.url);
  url.searchParams.set("id", id);
  url.searchParams.set("name", name);
  if (watermark !== null) url.searchParams.set("watermark", watermark);
  if (again && state === null) url.searchParams.set("again", "true");
  const offset = canGoOn && state !== null && state.state !== "done" ? state.bytes : 0;
  if (offset > 0) url.searchParams.set("offset", String(offset));
  return call(url, target, createReadStream(path, { start: offset }));
}

/** Null where nobody answers. */
async function call(
  url: URL,
  { token, source }: SendTarget,
  body?: ReturnType<typeof createReadStream>,
): Promise<Answer | null> {
  try {
    const { body: answer } = await request(url, {
      method: body === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${token}`, "x-source": source },
      ...(body === undefined ? {} : { body, headersTimeout: 0, bodyTimeout: 0 }),
    });
    return (await answer.json()) as Answer;
  } catch {
    return null;
  } finally {
    body?.destroy();
  }
}
