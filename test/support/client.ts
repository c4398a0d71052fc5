import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** An answer of the graph. */
export interface GraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: { readonly code?: string };
  }[];
}

/** The document of the issue, word for word. */
export const CUSTOMER_360 = readFileSync(
  new URL("../../examples/documents/demo-partner/customer-360.graphql", import.meta.url),
  "utf8",
);

/** Its sibling for many. */
export const CUSTOMERS_360 = CUSTOMER_360.replace(
  "query Customer360($by: CustomerSelector!)",
  "query Customers360($by: [CustomerSelector!]!)",
).replace("customer(by: $by)", "customers(by: $by)");

/** A caller of a running product. */
export interface TestClient {
  /** Sends a batch; the answer's status and body. */
  send(batch: readonly object[], headers?: Record<string, string>): Promise<SendAnswer>;
  /** Runs an operation. */
  query(query: string, variables?: object, headers?: Record<string, string>): Promise<GraphAnswer>;
  /** Posts any body to any path. */
  post(
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers?: Record<string, string>,
  ): Promise<Response>;
}

/** What the write API answers. */
export interface SendAnswer {
  readonly status: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly rejected: number;
  readonly results: readonly {
    readonly outcome: string;
    readonly messageId: string | null;
    readonly error: {
      readonly code: string;
      readonly field: string;
      readonly message: string;
    } | null;
    readonly notes: readonly string[];
  }[];
}

/** A caller with a credential. */
export function client(url: string, token: string): TestClient {
  const post: TestClient["post"] = (path, body, headers = {}) =>
    fetch(new URL(path, url), {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${token}`,
        ...headers,
      },
    });
  return {
    post,
    send: async (batch, headers) => {
      const response = await post("/v1/batch", JSON.stringify({ batch }), headers);
      return {
        status: response.status,
        ...((await response.json()) as Omit<SendAnswer, "status">),
      };
    },
    query: async (query, variables = {}, headers = {}) => {
      const response = await post("/graphql", JSON.stringify({ query, variables }), headers);
      return (await response.json()) as GraphAnswer;
    },
  };
}

/** Asks again until the answer fits; throws with the last answer when time is up. */
export async function eventually<T>(
  ask: () => Promise<T>,
  fits: (answer: T) => boolean,
  withinMs = 5_000,
): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (performance.now() > until)
      throw new Error(`not within ${String(withinMs)} ms: ${JSON.stringify(answer)}`);
    await sleep(20);
  }
}

/** A customer selected by an identifier. */
export function by(namespace: string, value: string): object {
  return { by: { identifier: { namespace, value } } };
}
