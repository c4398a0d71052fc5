import { GraphQLScalarType } from "graphql";
import { composeFixture, type Fixture } from "./fixture.ts";

/** A grant as one subgraph makes it and others take it: an object that nothing else can make. */
class Grant {
  readonly #customer: string;
  constructor(customer: string) {
    this.#customer = customer;
  }
  static open(value: unknown): string {
    if (typeof value === "object" && value !== null && #customer in value) return value.#customer;
    // Over HTTP a test grant is a text; a client can't know its form.
    if (typeof value === "string" && value.startsWith("grant:")) return value.slice(6);
    throw new Error(`no grant: ${JSON.stringify(value)}`);
  }
  toJSON(): string {
    return `grant:${this.#customer}`;
  }
}

interface Reference {
  readonly ref: string;
  readonly grant?: unknown;
}

const IDS = ["c1", "c2", "c3", "c4"];
const canonical = (ref: string): string => ref.replace(/^old-/, "");
const customer = (ref: string): object | null =>
  IDS.includes(canonical(ref)) ? { ref: canonical(ref), id: canonical(ref) } : null;
const person = ({ id }: { id: string }) => ({ name: `Name ${id}`, age: Number(id.slice(1)) * 10 });

const GrantScalar = (): GraphQLScalarType =>
  new GraphQLScalarType({
    name: "Grant",
    serialize: (value) => value,
    parseValue: (value) => value,
  });

const leafKey = `scalar Grant
  type Customer @key(fields: "ref") { ref: ID!  grant: Grant! @external`;

/** Customers as the product has them: one subgraph owns the id and grants access, three leaves require the grant. */
export function crm(): Fixture {
  return composeFixture([
    {
      name: "identity",
      typeDefs: `scalar Grant @inaccessible
        type Query { customer(id: ID!): Customer  customers(ids: [ID!]!): [Customer]!  me: Customer! }
        type Mutation { rename(id: ID!, nickname: String!): Customer  touch(id: ID!): Customer! }
        type Person { name: String!  age: Int }
        type Customer @key(fields: "ref") { ref: ID! @inaccessible  id: ID!  grant: Grant! @inaccessible
          nickname: String  person: Person!  friends(first: Int = 2): [Customer!] }`,
      resolvers: {
        Grant: GrantScalar(),
        Query: {
          customer: (_: unknown, { id }: { id: string }) => customer(id),
          customers: (_: unknown, { ids }: { ids: string[] }) => ids.map(customer),
          me: () => customer("c1"),
        },
        Mutation: {
          rename: (_: unknown, a: { id: string; nickname: string }) =>
            Promise.resolve({ ...customer(a.id), nickname: a.nickname }),
          touch: (_: unknown, { id }: { id: string }) => customer(id),
        },
        Customer: {
          __resolveReference: ({ ref }: Reference) => Promise.resolve(customer(ref)),
          grant: ({ id }: { id: string }) => new Grant(id),
          nickname: (source: { id: string; nickname?: string }) =>
            source.nickname ?? `grant:c${String((Number(source.id.slice(1)) % 4) + 1)}`,
          person,
          friends: ({ id }: { id: string }, { first }: { first: number }) =>
            IDS.filter((one) => one !== id)
              .slice(0, first)
              .map(customer),
        },
      },
    },
    {
      name: "events",
      typeDefs: `${leafKey}
          events(first: Int = 2): [Event!] @requires(fields: "grant")  total: Int! @requires(fields: "grant") }
        interface Thing { id: ID! }
        type Order implements Thing { id: ID!  sum: Float  by: Customer }
        type View implements Thing { id: ID!  page: String }
        union What = Order | View
        enum Kind { ORDER VIEW }
        type Event { id: ID!  kind: Kind!  thing: Thing!  what: What  tags: [[String!]!]  who: Customer! }`,
      resolvers: {
        Grant: GrantScalar(),
        Thing: {
          __resolveType: ({ sum }: { sum?: number }) => (sum === undefined ? "View" : "Order"),
        },
        What: {
          __resolveType: ({ sum }: { sum?: number }) => (sum === undefined ? "View" : "Order"),
        },
        Customer: {
          __resolveReference: (reference: Reference) => Promise.resolve(reference),
          total: ({ grant }: Reference) => Number(Grant.open(grant).slice(1)) * 100,
          events: ({ grant }: Reference, { first }: { first: number }) => {
            const id = Grant.open(grant);
            return Promise.resolve(
              Array.from({ length: first }, (_, i) => {
                const thing =
                  i % 2 === 0
                    ? { id: `o${id}${String(i)}`, sum: i + 0.5, by: { ref: id } }
                    : { id: `v${id}`, page: `/p${String(i)}` };
                const kind = i % 2 === 0 ? "ORDER" : "VIEW";
                const who = { ref: `old-${id}` };
                return {
                  id: `e${id}${String(i)}`,
                  kind,
                  thing,
                  what: thing,
                  tags: [["a", id], []],
                  who,
                };
              }),
            );
          },
        },
      },
    },
    {
      name: "consent",
      typeDefs: `${leafKey}  consents: [Consent!] @requires(fields: "grant") }
        type Consent { purpose: String!  granted: Boolean! }`,
      resolvers: {
        Grant: GrantScalar(),
        Customer: {
          __resolveReference: (reference: Reference) => reference,
          consents: ({ grant }: Reference) =>
            ["ads", "mail"].map((purpose) => ({
              purpose,
              granted: Grant.open(grant) === "c1" || purpose === "mail",
            })),
        },
      },
    },
    {
      name: "segments",
      typeDefs: `${leafKey}  segments: [Segment!] @requires(fields: "grant") }
        type Query { segment(id: ID!): Segment  segmentsAll: [Segment!]! }
        type Segment @key(fields: "id") { id: ID!  label: String  members(first: Int = 3): [Customer] }`,
      resolvers: {
        Grant: GrantScalar(),
        Query: {
          segment: (_: unknown, { id }: { id: string }) => ({ id, label: `Segment ${id}` }),
          segmentsAll: () => ["s1", "s2"].map((id) => ({ id, label: `Segment ${id}` })),
        },
        Segment: {
          __resolveReference: ({ id }: { id: string }) => ({ id, label: `Segment ${id}` }),
          members: (_: unknown, { first }: { first: number }) =>
            ["old-c1", "c2", "c1", "gone"].slice(0, first).map((ref) => ({ ref })),
        },
        Customer: {
          __resolveReference: (reference: Reference) => reference,
          segments: ({ grant }: Reference) =>
            Grant.open(grant) === "c3" ? [] : [{ id: "s1", label: "Segment s1" }],
        },
      },
    },
  ]);
}
