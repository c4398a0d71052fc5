import { composeFixture, type Fixture } from "./fixture.ts";

interface Product {
  readonly upc: string;
  readonly maker?: { readonly id: string; readonly country: string };
  readonly weight?: number | null;
  readonly size?: { readonly w: number; readonly h: number } | null;
  readonly __typename?: string;
}

const UPCS = ["p1", "p2", "p3"];
const number = (upc: string): number => Number(upc.slice(1));
const maker = (upc: string) => ({ id: `m${upc}`, country: upc === "p2" ? "DE" : "FR" });
const kindOf = (upc: string) => (upc === "p3" ? "Film" : "Book");
const product = (upc: string) => ({ __typename: kindOf(upc), upc, maker: maker(upc) });

/** Nested and compound keys, @requires of fields with arguments, @provides, @override, abstract types of all kinds. */
export function catalog(): Fixture {
  return composeFixture([
    {
      name: "products",
      typeDefs: `type Query { product(upc: ID!): Product  products(first: Int = 3): [Product!]!  found: [Found]
            pick(by: Pick!): Product  matrix: [[Book]!] }
        input Pick @oneOf { upc: ID  index: Int }
        directive @oneOf on INPUT_OBJECT
        scalar JSON
        enum Shelf { FRONT BACK HIDDEN @inaccessible }
        interface Product @key(fields: "upc") { upc: ID!  maker: Maker!  weight(unit: String = "KG"): Int  shelf: Shelf  extra: JSON }
        type Maker @key(fields: "id country") { id: ID!  country: String! }
        type Book implements Product @key(fields: "upc") @key(fields: "maker { id country } upc") {
          upc: ID! @shareable  maker: Maker! @shareable  weight(unit: String = "KG"): Int  shelf: Shelf  extra: JSON  title: String!  old: String  size: Size }
        type Film implements Product @key(fields: "upc") {
          upc: ID!  maker: Maker!  weight(unit: String = "KG"): Int  shelf: Shelf  extra: JSON  title: Int  size: Size }
        type Size @shareable { w: Int!  h: Int }
        type Ghost @inaccessible { id: ID! }
        union Found = Book | Film | Maker`,
      resolvers: {
        Query: {
          product: (_: unknown, { upc }: Product) => (UPCS.includes(upc) ? product(upc) : null),
          products: (_: unknown, { first }: { first: number }) => UPCS.slice(0, first).map(product),
          found: () => [
            product("p1"),
            null,
            { __typename: "Maker", ...maker("p2") },
            product("p3"),
          ],
          pick: (_: unknown, { by }: { by: { upc?: string; index?: number } }) =>
            product(by.upc ?? UPCS[by.index ?? 0] ?? "p1"),
          matrix: () => [[product("p1"), null], [], [product("p2")]],
        },
        Product: { __resolveReference: ({ upc }: Product) => product(upc) },
        ...Object.fromEntries(
          ["Book", "Film"].map((name) => [
            name,
            {
              __resolveReference: ({ upc }: Product) => Promise.resolve(product(upc)),
              weight: ({ upc }: Product, { unit }: { unit: string }) =>
                number(upc) * (unit === "KG" ? 1 : 1000),
              shelf: ({ upc }: Product) => ["FRONT", "BACK", "HIDDEN"][number(upc) - 1],
              extra: ({ upc }: Product) => ({ upc, deep: { list: [1, { constructor: "x" }] } }),
              title: ({ upc }: Product) => (name === "Book" ? `Title ${upc}` : number(upc)),
              size: ({ upc }: Product) => (upc === "p2" ? null : { w: number(upc), h: 7 }),
              old: ({ upc }: Product) => `old ${upc}`,
            },
          ]),
        ),
      },
    },
    {
      name: "stock",
      typeDefs: `type Book @key(fields: "maker { id country } upc") {
          upc: ID!  maker: Maker!  weight(unit: String = "KG"): Int @external  size: Size @external
          cost: Int @requires(fields: "weight(unit: \\"G\\") size { w }")  old: String @override(from: "products")
          places: [Place!]! }
        type Maker @key(fields: "id country") { id: ID!  country: String!  name: String  nested: [[Place]] }
        type Size @shareable { w: Int! }
        type Place { name: String!  constructor: String  toString: Int!  twin: Place }`,
      resolvers: {
        Book: {
          __resolveReference: (reference: Product) => ({ ...reference }),
          cost: ({ weight, size }: Product) => (weight ?? 0) + (size?.w ?? 0),
          old: ({ upc }: Product) => `new ${upc}`,
          places: ({ upc }: Product) =>
            Promise.resolve([
              { name: `at ${upc}`, constructor: "built", toString: 1, twin: null },
              {
                name: "b",
                constructor: null,
                toString: 2,
                twin: { name: "t", constructor: null, toString: 3 },
              },
            ]),
        },
        Maker: {
          __resolveReference: ({ id, country }: { id: string; country: string }) => ({
            id,
            country,
          }),
          name: ({ id, country }: { id: string; country: string }) => `${id}/${country}`,
          nested: () => [[{ name: "n", constructor: null, toString: 4, twin: null }, null], null],
        },
      },
    },
    {
      name: "reviews",
      typeDefs: `type Product @key(fields: "upc") @interfaceObject { upc: ID!  score: Float  reviews(first: Int = 2): [Review!]! }
        type Review { id: ID!  stars: Int  of: Product! }
        type Query { best: Review  reviewed: [Product!] }`,
      resolvers: {
        Query: {
          best: () => ({ id: "r1", stars: 5, of: { upc: "p3" } }),
          reviewed: () => [{ upc: "p1" }, { upc: "p3" }, { upc: "p1" }],
        },
        Product: {
          __resolveReference: ({ upc }: Product) => ({ upc }),
          score: ({ upc }: Product) => number(upc) + 0.5,
          reviews: ({ upc }: Product, { first }: { first: number }) =>
            Array.from({ length: first }, (_, i) => ({
              id: `${upc}r${String(i)}`,
              stars: i,
              of: { upc },
            })),
        },
      },
    },
  ]);
}
