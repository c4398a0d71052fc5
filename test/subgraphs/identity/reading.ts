import { expect } from "@jest/globals";
import { execute, parse, type ExecutionResult } from "graphql";
import { compileQuery, isCompiledQuery } from "graphql-jit";
import type { Caller } from "../../../platform/caller.ts";
import type { Database } from "../../../platform/mongo.ts";
import { defaultPolicy, type Identity } from "../../../subgraphs/identity/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { BEGAN, identityOver, toEvidence } from "./harness.ts";

/** The scopes of who may read everything. */
export const ALL = ["customers:read", "customers:resolve", "label:contact", "label:address"];
/** Somebody who reads. */
export const callerOf = (scopes: readonly string[], purpose: string | null): Caller => ({
  client: "test",
  scopes: new Set(scopes),
  purpose,
  source: "test",
});
/** Who reads where nobody else is named. */
export const agent = callerOf(ALL, "service");

/** Identifiers, by namespace. */
export type Ids = Readonly<Record<string, string>>;

/** What a query answers. */
export interface Answer extends ExecutionResult {
  readonly data: Record<string, never>;
}

/** A subgraph that is read. */
export interface Reading {
  readonly database: Database;
  readonly identity: Identity;
  /** Takes one record in; answers its customer. */
  see(minute: number, ids: Ids, traits?: Record<string, unknown>, source?: string): Promise<string>;
  /** Puts a decision in force; answers whose it is. */
  decide(ids: Ids, purpose: string, minute: number, denied: boolean): Promise<string[]>;
  /** Asks as the agent, unless somebody else is named; plain and compiled execution must agree. */
  ask(query: string, variables?: Record<string, unknown>, caller?: Caller): Promise<Answer>;
  close(): Promise<void>;
}

/** Opens one over a database of its own. */
export async function openReading(name: string): Promise<Reading> {
  const database = await testDatabase(name);
  const identity = identityOver(database, defaultPolicy);
  await identity.ensureIndexes();
  let sent = 0;

  async function see(
    minute: number,
    ids: Ids,
    traits: Record<string, unknown> = {},
    source = "web",
  ): Promise<string> {
    const identifiers = Object.entries(ids).map(([namespace, value]) => ({ namespace, value }));
    sent += 1;
    const made = toEvidence(
      identity,
      `e${String(sent).padStart(6, "0")}`,
      { identifiers, minute },
      { traits, source },
    );
    if (made === null) throw new Error("identifies nobody");
    const { customerOf } = await identity.resolve([made]);
    return customerOf.get(made.profile) ?? "";
  }

  async function decide(
    ids: Ids,
    purpose: string,
    minute: number,
    denied: boolean,
  ): Promise<string[]> {
    const raw = Object.entries(ids).map(([namespace, value]) => ({ namespace, value }));
    const identifiers = identity.identify(raw).identifiers.map(({ id }) => id);
    const at = new Date(BEGAN + minute * 60_000);
    return database.transaction((session) =>
      identity.project([{ identifiers, purpose, at, denied }], session),
    );
  }

  async function ask(
    query: string,
    variables: Record<string, unknown> = {},
    caller: Caller = agent,
  ): Promise<Answer> {
    const contextValue = identity.contextFor(caller);
    const document = parse(query);
    const plain = await execute({
      schema: identity.schema,
      document,
      variableValues: variables,
      contextValue,
    });
    // The in-process gateway compiles: both must say the same.
    const compiled = compileQuery(identity.schema, document);
    if (!isCompiledQuery(compiled)) throw new Error("does not compile");
    const fast = await compiled.query({}, identity.contextFor(caller), variables);
    if (!query.includes("scope")) {
      expect(fast.data).toEqual(plain.data);
      expect(fast.errors?.map((one) => one.message)).toEqual(
        plain.errors?.map((one) => one.message),
      );
    }
    return plain as Answer;
  }

  return { database, identity, see, decide, ask, close: () => dropAndClose(database) };
}

/** Selects by e-mail address. */
export const email = (value: string) => ({ identifier: { namespace: "email", value } });
/** The ids of customers. */
export const CUSTOMERS = `query ($by: [CustomerSelector!]!) { customers(by: $by) { id } }`;
