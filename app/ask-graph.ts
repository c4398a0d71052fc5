import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../platform/errors.ts";

/** Where to ask, and as whom. */
export interface AskTarget {
  readonly url: string;
  readonly token: string;
}

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly retryAfter?: number };
  }[];
}

/**
 * Runs an operation over HTTP for a command, once there is room for it; throws what the graph says, for the person at
 * the terminal.
 */
export async function askGraph<T>(
  { url, token }: AskTarget,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<T> {
  const response = await fetch(new URL("/graphql", url), {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  }).catch(() => null);
  if (response === null)
    throw new AppError("UNAVAILABLE", "--url: nobody answers there; start the product first.");
  const { data, errors } = (await response.json().catch(() => ({}))) as Answer;
  const [first] = errors ?? [];
  const { code, retryAfter } = first?.extensions ?? {};
  // Nothing of it was done.
  if (code === "TOO_MANY_REQUESTS" && retryAfter !== undefined) {
    await sleep(retryAfter * 1_000);
    return askGraph<T>({ url, token }, query, variables);
  }
  if (first !== undefined) throw new AppError("BAD_USER_INPUT", first.message);
  if (data === undefined || data === null)
    throw new AppError("BAD_USER_INPUT", "--url: what answers there is no graph of ours.");
  return data as T;
}
