import type { Caller } from "../../platform/caller.ts";
import type { Clock } from "../../platform/clock.ts";
import { openScope } from "../../platform/customer-scope.ts";
import type { Keys } from "../../platform/keys.ts";
import type { Database } from "../../platform/mongo.ts";
import type { Purpose } from "../../platform/purposes.ts";
import { DateTime, scopeScalar } from "../../platform/scalars.ts";
import { subgraphSchema, type Subgraph } from "../../platform/subgraph.ts";
import type { ConsentContext, RecordConsent } from "./context.ts";
import { createLoaders } from "./loaders.ts";
import { createPort, type ConsentPort } from "./port.ts";
import { Customer } from "./resolvers/Customer.ts";
import { Mutation } from "./resolvers/Mutation.ts";
import { Query } from "./resolvers/Query.ts";
import { ensureIndexes, openStore } from "./store.ts";
import type { Resolvers } from "./types.generated.ts";

export type { RecordConsent } from "./context.ts";
export { sameReceipt, type Receipt } from "./domain/receipt.ts";
export type { ConsentPort } from "./port.ts";
export type { RecordConsentInput } from "./types.generated.ts";

/** The consent subgraph: receipts, and what is in force because of them. */
export interface Consent extends Subgraph<ConsentContext>, ConsentPort {
  /** Makes the indexes; call once at start. */
  ensureIndexes(): Promise<void>;
}

/** What the consent subgraph is handed. */
export interface ConsentDependencies {
  readonly database: Database;
  readonly keys: Keys;
  readonly purposes: readonly Purpose[];
  readonly clock: Clock;
  readonly scopeForm: "sealed" | "signed";
  /** The pipeline's verb behind the mutation `recordConsent`. */
  readonly recordConsent: RecordConsent;
}

/** Opens the subgraph over a database. */
export function createConsent(dependencies: ConsentDependencies): Consent {
  const { database, keys, purposes, clock, scopeForm, recordConsent } = dependencies;
  const store = openStore(database.db);
  const resolvers: Resolvers = { Query, Mutation, Customer };
  const schema = subgraphSchema("consent", resolvers, [DateTime, scopeScalar(scopeForm, keys)]);
  return {
    ...createPort(store, keys),
    name: "consent",
    get schema() {
      return schema();
    },
    contextFor: (caller: Caller) => ({
      caller,
      purposes,
      recordConsent,
      loaders: createLoaders(store),
      grantOf: (scope) => openScope(scope, caller, keys, clock().getTime()),
    }),
    ensureIndexes: () => ensureIndexes(store),
  };
}
