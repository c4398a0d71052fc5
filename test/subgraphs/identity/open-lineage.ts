import { expect } from "@jest/globals";
import { execute, parse } from "graphql";
import type { Caller } from "../../../platform/caller.ts";
import type { Database } from "../../../platform/mongo.ts";
import { defaultPolicy, type Evidence, type Identity } from "../../../subgraphs/identity/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { identityOver, toEvidence } from "./harness.ts";
import { agent } from "./reading.ts";

/** Every field of a statement. */
export const STATEMENT = `value original source event messageId plan standard statedAt profile inForce lostBecause masked maskedBecause`;
const LINEAGE = `query ($by: [CustomerSelector!]!, $key: String!, $first: Int, $after: String) {
  customers(by: $by) { trait(key: $key) { value rule masked
    lineage(first: $first, after: $after) { nodes { ${STATEMENT} } pageInfo { hasNextPage endCursor } } } } }`;

/** A trait as it is answered. */
export interface ShownTrait {
  readonly value: unknown;
  readonly rule: string;
  readonly masked: boolean;
  readonly lineage: {
    readonly nodes: readonly Record<string, unknown>[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

/** A subgraph whose traits are asked where they come from. */
export interface Lineage {
  readonly database: Database;
  readonly identity: Identity;
  /** Takes in what a record states of somebody; answers the customer. */
  state(
    event: string,
    minute: number,
    ids: Readonly<Record<string, string>>,
    traits: Readonly<Record<string, unknown>>,
    rest?: Partial<Evidence>,
  ): Promise<string>;
  /** One trait of customers, with a page of its lineage. */
  ask(
    ids: readonly string[],
    key: string,
    rest?: { readonly first?: number; readonly after?: string },
    caller?: Caller,
  ): Promise<(ShownTrait | null)[]>;
  close(): Promise<void>;
}

/** What a query says of customers. */
export async function customersOf(
  identity: Identity,
  query: string,
  variableValues: Record<string, unknown>,
  caller = agent,
): Promise<unknown> {
  const answer = await execute({
    schema: identity.schema,
    document: parse(query),
    variableValues,
    contextValue: identity.contextFor(caller),
  });
  expect(answer.errors).toBeUndefined();
  return JSON.parse(JSON.stringify(answer.data?.["customers"]));
}

/** Opens one over a database of that name. */
export async function openLineage(name: string): Promise<Lineage> {
  const database = await testDatabase(name);
  const identity = identityOver(database, defaultPolicy);
  await identity.ensureIndexes();
  return {
    database,
    identity,
    state: async (event, minute, ids, traits, rest = {}) => {
      const identifiers = Object.entries(ids).map(([namespace, value]) => ({ namespace, value }));
      const made = toEvidence(identity, event, { identifiers, minute }, { traits });
      if (made === null) throw new Error("identifies nobody");
      const { customerOf } = await identity.resolve([{ ...made, ...rest }]);
      return customerOf.get(made.profile) ?? "";
    },
    ask: async (ids, key, rest = {}, caller = agent) => {
      const variables = { by: ids.map((id) => ({ id })), key, ...rest };
      const customers = (await customersOf(identity, LINEAGE, variables, caller)) as {
        trait: ShownTrait | null;
      }[];
      return customers.map(({ trait }) => trait);
    },
    close: () => dropAndClose(database),
  };
}
