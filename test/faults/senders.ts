import { setTimeout as sleep } from "node:timers/promises";
import type { WireEvent } from "./feed.ts";

/** What senders were told, item by item. */
export interface Told {
  readonly sent: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly rejected: number;
  /** Answers that asked to wait. */
  readonly busy: number;
  /** Attempts that ended without an answer. */
  readonly broken: number;
}

type Counts = { -readonly [K in keyof Told]: Told[K] };

/** Sends batch after batch, each until it is acknowledged, side by side, until told to stop. */
export interface Senders {
  /** Ends after the batches that are under way; every batch below the answer was acknowledged. */
  stop(): Promise<number>;
  told(): Told;
}

/** What senders send, where to. */
export interface SenderOptions {
  readonly urls: readonly string[];
  readonly batchOf: (n: number) => readonly WireEvent[] | null;
  readonly lanes: number;
  readonly source?: string;
  /** How long a batch may go without an answer. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 120_000;

/** Starts senders; they retry like an SDK: where nothing or no 200 comes back, the same batch again. */
export function startSenders({
  urls,
  batchOf,
  lanes,
  source,
  patienceMs = PATIENCE_MS,
}: SenderOptions): Senders {
  const told: Counts = {
    sent: 0,
    accepted: 0,
    duplicate: 0,
    quarantined: 0,
    rejected: 0,
    busy: 0,
    broken: 0,
  };
  let next = 0;
  let isStopping = false;

  const lane = async (place: number): Promise<void> => {
    while (!isStopping) {
      const n = next++;
      const batch = batchOf(n);
      if (batch === null) return;
      const body = JSON.stringify({ batch });
      const until = performance.now() + patienceMs;
      for (let attempt = 0; ; attempt += 1) {
        const url = urls[(place + n + attempt) % urls.length] ?? "";
        const answer = await post(url, body, source ?? "faults");
        if (answer.kind === "told") {
          told.sent += batch.length;
          for (const outcome of OUTCOMES) told[outcome] += answer.counts[outcome];
          break;
        }
        told[answer.kind] += 1;
        if (performance.now() > until) throw new Error(`batch ${String(n)} was never answered`);
        await sleep(200);
      }
    }
  };
  const running = Promise.all(Array.from({ length: lanes }, (_, place) => lane(place)));
  // Whoever stops them hears of it.
  running.catch(() => undefined);
  return {
    told: () => ({ ...told }),
    stop: async () => {
      isStopping = true;
      await running;
      return next;
    },
  };
}

const OUTCOMES = ["accepted", "duplicate", "quarantined", "rejected"] as const;

type Answer =
  | { readonly kind: "told"; readonly counts: Record<(typeof OUTCOMES)[number], number> }
  | { readonly kind: "busy" | "broken" };

async function post(url: string, body: string, source: string): Promise<Answer> {
  try {
    const response = await fetch(`${url}/v1/batch`, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        authorization: "Bearer demo-admin",
        "x-source": source,
      },
      signal: AbortSignal.timeout(15_000),
    });
    if (response.status === 429) {
      if (response.headers.get("retry-after") === null) throw new Error("429 without Retry-After");
      await response.arrayBuffer();
      return { kind: "busy" };
    }
    if (response.status !== 200) {
      await response.arrayBuffer();
      return { kind: "broken" };
    }
    const counts = (await response.json()) as Record<(typeof OUTCOMES)[number], number>;
    return { kind: "told", counts };
  } catch {
    return { kind: "broken" };
  }
}
