import { Pool } from "undici";
import { OUTCOMES, type SendPlan } from "./plan.ts";

/** What a request came to: a place in `OUTCOMES` for each event, or that it is to be sent again. */
export type Answer =
  | { readonly kind: "told"; readonly outcomes: readonly number[] }
  | { readonly kind: "busy"; readonly retryAfterMs: number | null }
  | { readonly kind: "broken" };

/** Posts batches over connections that stay open. */
export interface Post {
  (batch: readonly object[]): Promise<Answer>;
  close(): Promise<void>;
}

/** Opens as many connections as there are lanes. */
export function openPost({ url, lanes }: Pick<SendPlan, "url" | "lanes">): Post {
  const pool = new Pool(url, { connections: lanes, pipelining: 1 });
  const post = async (batch: readonly object[]): Promise<Answer> => {
    try {
      const { statusCode, headers, body } = await pool.request({
        path: "/v1/batch",
        method: "POST",
        headers: HEADERS,
        body: JSON.stringify({ batch }),
      });
      const text = await body.text();
      if (statusCode === 429) {
        const seconds = Number(headers["retry-after"]);
        return { kind: "busy", retryAfterMs: seconds > 0 ? seconds * 1_000 : null };
      }
      if (statusCode !== 200) return { kind: "broken" };
      const { results } = JSON.parse(text) as { results: { outcome: string }[] };
      if (results.length !== batch.length) return { kind: "broken" };
      return {
        kind: "told",
        outcomes: results.map(({ outcome }) => OUTCOMES.findIndex((one) => one === outcome)),
      };
    } catch {
      return { kind: "broken" };
    }
  };
  return Object.assign(post, { close: () => pool.close() });
}

// Of a registered source, so that a tracking plan judges what comes.
const HEADERS = {
  "content-type": "application/json",
  authorization: "Bearer demo-admin",
  "x-source": "web",
};
