import { AppError } from "../platform/errors.ts";

/** Where to ask, and as whom. */
export interface AskTarget {
  readonly url: string;
  readonly token: string;
}

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** Runs an operation over HTTP for a command; throws what the graph says, for the person at the terminal. */
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
  if (first !== undefined) throw new AppError("BAD_USER_INPUT", first.message);
  if (data === undefined || data === null)
    throw new AppError("BAD_USER_INPUT", "--url: what answers there is no graph of ours.");
  return data as T;
}
