import { CUSTOMER_360, CUSTOMERS_360 } from "./documents.ts";

/** The request lists: 360 × 1 by e-mail, and 360 × 50 by id, each of many people. */
export interface Subjects {
  readonly one: readonly string[];
  readonly fifty: readonly string[];
}

const PEOPLE = 1_000;
const LISTS = 60;
const PAGE = 100;

const PAGE_OF = `query ($after: String) { segments { id members(first: ${String(PAGE)}, after: $after) { nodes { id
  identifiers(first: 50) { nodes { namespace value } } } pageInfo { hasNextPage endCursor } } } }`;

interface Segment {
  readonly members: {
    readonly nodes: readonly {
      readonly id: string;
      readonly identifiers: {
        readonly nodes: readonly { readonly namespace: string; readonly value: string }[];
      };
    }[];
  };
}

/** Picks people who are there: members of segments, so that every part of a 360 has something to read. */
export async function pickSubjects(url: string): Promise<Subjects> {
  const people = new Map<string, string | undefined>();
  const { segments } = await ask<{ segments: Segment[] }>(url, PAGE_OF, {});
  for (const { members } of segments)
    for (const { id, identifiers } of members.nodes)
      people.set(id, identifiers.nodes.find(({ namespace }) => namespace === "email")?.value);
  const ids = [...people.keys()];
  const emails = [...people.values()].flatMap((value) => value ?? []).slice(0, PEOPLE);
  if (ids.length < 50 || emails.length < 50) throw new Error("too few people are there");
  return {
    one: emails.map((value) =>
      JSON.stringify({
        query: CUSTOMER_360,
        variables: { by: { identifier: { namespace: "email", value } } },
      }),
    ),
    fifty: Array.from({ length: LISTS }, (_, list) =>
      JSON.stringify({
        query: CUSTOMERS_360,
        variables: {
          by: Array.from({ length: 50 }, (__, i) => ({
            identifier: {
              namespace: "email",
              value: emails[(list * 37 + i * 11) % emails.length],
            },
          })),
        },
      }),
    ),
  };
}

async function ask<T>(url: string, query: string, variables: object): Promise<T> {
  const response = await fetch(new URL("/graphql", url), {
    method: "POST",
    headers: { "content-type": "application/json", ...HEADERS },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** Who asks in every run. */
export const HEADERS = { authorization: "Bearer demo-internal" };
