import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../platform/errors.ts";
import type { ItemResult } from "../pipeline/index.ts";

/** Where to send, as whom, and for which source. */
export interface SendTarget {
  readonly url: string;
  readonly token: string;
  readonly source: string;
}

interface Answer {
  readonly results?: readonly { readonly outcome: string; readonly error: ItemResult["error"] }[];
  readonly error?: { readonly message: string };
}

const ATTEMPTS = 8;

/** Sends batches to `/v1/batch`; waits and sends again where the other side is busy or away. Repeats are harmless. */
export function sendBatch({ url, token, source }: SendTarget) {
  return async (events: readonly unknown[]): Promise<Pick<ItemResult, "outcome" | "error">[]> => {
    const body = JSON.stringify({ batch: events });
    for (let attempt = 1; ; attempt += 1) {
      const response = await post(url, token, source, body);
      if (response !== null && response.status < 500 && response.status !== 429) {
        const answer = (await response.json()) as Answer;
        if (answer.results === undefined)
          throw new AppError("BAD_USER_INPUT", answer.error?.message ?? "The answer is not ours.");
        return answer.results.map(({ outcome, error }) => ({
          outcome: outcome.toUpperCase() as ItemResult["outcome"],
          error,
        }));
      }
      if (attempt === ATTEMPTS)
        throw new AppError("UNAVAILABLE", "--url: nobody answers there; start the product first.");
      const wait = Number(response?.headers.get("retry-after") ?? 0);
      await sleep(Math.max(wait * 1_000, 100 * 2 ** attempt));
    }
  };
}

function post(url: string, token: string, source: string, body: string): Promise<Response | null> {
  return fetch(new URL("/v1/batch", url), {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "x-source": source,
    },
    body,
  }).catch(() => null);
}
