import type { Caller } from "../../platform/caller.ts";
import type { Clock } from "../../platform/clock.ts";
import { sealScope } from "../../platform/customer-scope.ts";
import type { Keys } from "../../platform/keys.ts";
import type { Labels } from "../../platform/labels.ts";
import type { Database } from "../../platform/mongo.ts";
import type { Purpose } from "../../platform/purposes.ts";
import { DateTime, Json, scopeScalar } from "../../platform/scalars.ts";
import { subgraphSchema, type Subgraph } from "../../platform/subgraph.ts";
import type { IdentityContext } from "./context.ts";
import type { IdentityPolicy } from "./domain/policy.ts";
import { compileRules } from "./domain/rules.ts";
import { selectedKey } from "./domain/selector.ts";
import { createLoaders } from "./loaders.ts";
import { createPort, type IdentityPort } from "./port.ts";
import { Customer } from "./resolvers/Customer.ts";
import { Query } from "./resolvers/Query.ts";
import { ensureIndexes, openStore } from "./store/collections.ts";
import type { Resolvers } from "./types.generated.ts";

export { defaultPolicy } from "./domain/default-policy.ts";
export type { Evidence } from "./domain/evidence.ts";
export type { IdentifiedSet, IdentifierKey, RawIdentifier } from "./domain/identify.ts";
export { identityPolicySchema, type IdentityPolicy } from "./domain/policy.ts";
export type {
  CustomerDescription,
  CustomerSelection,
  FoundCustomer,
  IdentityPort,
} from "./port.ts";
export type { ProjectedDecision } from "./store/decisions.ts";
export type { Observed } from "./store/observations.ts";
export type { Resolution } from "./store/resolve.ts";

/** The identity subgraph: who is who, and what is known of them. */
export interface Identity extends Subgraph<IdentityContext>, IdentityPort {
  /** Makes the indexes; call once at start. */
  ensureIndexes(): Promise<void>;
}

/** What the identity subgraph is handed. */
export interface IdentityDependencies {
  readonly database: Database;
  readonly keys: Keys;
  readonly policy: IdentityPolicy;
  readonly purposes: readonly Purpose[];
  readonly labels: Labels;
  readonly clock: Clock;
  readonly scopeForm: "sealed" | "signed";
}

/** Opens the subgraph over a database. */
export function createIdentity(dependencies: IdentityDependencies): Identity {
  const { database, keys, policy, purposes, labels, clock, scopeForm } = dependencies;
  const store = openStore(database.db);
  const rules = compileRules(policy);
  const resolvers: Resolvers = { Query, Customer };
  return {
    ...createPort({ database, store, rules, keys, purposes, clock }),
    name: "identity",
    schema: subgraphSchema("identity", resolvers, [DateTime, Json, scopeScalar(scopeForm, keys)]),
    contextFor: (caller: Caller) => ({
      caller,
      labels,
      rules,
      loaders: createLoaders({ store, rules, purposes }),
      keyOf: (identifier, field) => selectedKey(identifier, field, rules, keys),
      seal: (grant) => sealScope(grant, caller, clock().getTime()),
    }),
    ensureIndexes: () => ensureIndexes(store),
  };
}
