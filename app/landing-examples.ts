import { readFileSync } from "node:fs";

/** An operation that the page offers. */
export interface LandingExample {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What the examples ask about: somebody who is there. */
export interface ExampleSubjects {
  /** An e-mail address somebody is known by. */
  readonly email: string;
  /** An id that was issued before a merge, or any id. */
  readonly absorbedId: string;
  /** Up to fifty ids. */
  readonly ids: readonly string[];
  /** A segment. */
  readonly segment: string;
}

const FILE = new URL("../examples/documents/demo-partner/customer-360.graphql", import.meta.url);

/** The operations that a newcomer tries first, over people who are there. */
export function landingExamples(subjects: ExampleSubjects): LandingExample[] {
  const one = readFileSync(FILE, "utf8");
  const many = one
    .replace(
      "query Customer360($by: CustomerSelector!)",
      "query Customers($by: [CustomerSelector!]!)",
    )
    .replace("customer(by: $by)", "customers(by: $by)");
  return [
    {
      name: "A customer by e-mail",
      query: one,
      variables: { by: { identifier: { namespace: "email", value: subjects.email } } },
    },
    {
      name: "By an absorbed id",
      query: one,
      variables: { by: { id: subjects.absorbedId } },
    },
    {
      name: "50 customers at once",
      query: many,
      variables: { by: subjects.ids.map((id) => ({ id })) },
    },
    {
      name: "Live segment membership",
      query: SEGMENT,
      variables: { id: subjects.segment },
    },
  ];
}

const SEGMENT = `query Segment($id: ID!) {
  segment(id: $id) {
    id
    name
    description
    purpose
    rule
    version
    evaluatedVersion
    size
    members(first: 10) {
      nodes {
        id
        segments {
          segment {
            id
          }
          enteredAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
`;
