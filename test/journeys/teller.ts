import { expect } from "@jest/globals";
import { by, client, CUSTOMER_360, eventually } from "../support/client.ts";

/** A customer, as the document of the issue shows it. */
export interface Shown {
  readonly id: string;
  readonly identifiers: { nodes: { namespace: string; value: string | null }[] };
  readonly traits: { key: string; value: unknown; source: string; updatedAt: string }[];
  readonly events: { nodes: { type: string; name: string | null; timestamp: string }[] } | null;
  readonly consents: { purpose: string; status: string }[] | null;
  readonly segments: { segment: { id: string; name: string }; enteredAt: string }[] | null;
}

/** A running product, in whichever topology. */
export interface Story {
  readonly graph: () => string;
  readonly write: () => string;
}

/** What stories are told with. */
export interface Teller {
  /** A name that no other story has. */
  fresh(name: string): string;
  ago(ms: number): string;
  admin(): ReturnType<typeof client>;
  internal(): ReturnType<typeof client>;
  read(namespace: string, value: string, token?: string): Promise<Shown | null>;
  readUntil(namespace: string, value: string, fits: (customer: Shown) => boolean): Promise<Shown>;
}

/** Makes what a topology's stories are told with. Ids are suffixed, so that stories do not meet. */
export function createTeller({ graph, write }: Story): Teller {
  let story = 0;
  const fresh = (name: string): string => `${name}-${String(++story)}-${Date.now().toString(36)}`;
  const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
  const admin = () => client(write(), "demo-admin");
  const internal = () => client(graph(), "demo-internal");

  const read = async (
    namespace: string,
    value: string,
    token = "demo-internal",
  ): Promise<Shown | null> => {
    const answer = await client(graph(), token).query(CUSTOMER_360, by(namespace, value));
    expect(answer.errors).toBeUndefined();
    return (answer.data?.["customer"] ?? null) as Shown | null;
  };
  const readUntil = (
    namespace: string,
    value: string,
    fits: (customer: Shown) => boolean,
  ): Promise<Shown> =>
    eventually(
      () => read(namespace, value),
      (customer) => customer !== null && fits(customer),
    ) as Promise<Shown>;
  return { fresh, ago, admin, internal, read, readUntil };
}
