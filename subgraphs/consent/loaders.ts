import DataLoader from "dataloader";
import type { CustomerGrant } from "../../platform/customer-scope.ts";
import { findAll } from "../../platform/read-all.ts";
import type { StoredDecision } from "./domain/receipt.ts";
import type { ConsentStore } from "./store.ts";

/** What a customer's identifiers decided, by purpose. */
export type CustomerDecisions = ReadonlyMap<string, readonly StoredDecision[]>;

/** The loaders of one request. */
export interface ConsentLoaders {
  readonly decisions: DataLoader<CustomerGrant, CustomerDecisions, string>;
}

/** Fresh loaders: one command for all customers of a request. */
export function createLoaders({ decisions }: ConsentStore): ConsentLoaders {
  return {
    decisions: new DataLoader<CustomerGrant, CustomerDecisions, string>(
      async (grants) => {
        const ids = [...new Set(grants.flatMap((grant) => grant.identifiers))];
        const found = ids.length === 0 ? [] : await findAll(decisions, { _id: { $in: ids } });
        const byId = new Map(found.map((document) => [document._id, document.p]));
        return grants.map((grant) => gather(grant.identifiers.map((id) => byId.get(id))));
      },
      { cacheKeyFn: (grant) => grant.customer },
    ),
  };
}

function gather(
  parts: readonly (Readonly<Record<string, StoredDecision>> | undefined)[],
): CustomerDecisions {
  const byPurpose = new Map<string, StoredDecision[]>();
  for (const part of parts)
    for (const [purpose, decision] of Object.entries(part ?? {})) {
      const before = byPurpose.get(purpose);
      if (before === undefined) byPurpose.set(purpose, [decision]);
      else before.push(decision);
    }
  return byPurpose;
}
