import DataLoader from "dataloader";
import type { Purpose } from "../../platform/purposes.ts";
import { toCustomerRecord, type CustomerRecord } from "./domain/customer-record.ts";
import type { Rules } from "./domain/rules.ts";
import type { IdentityStore } from "./store/collections.ts";
import { holdersOf, partsOf } from "./store/customers.ts";

/** Whom a key leads to. */
export type LoadedCustomer =
  | { readonly kind: "found"; readonly record: CustomerRecord }
  /** Nobody was ever known by it. */
  | { readonly kind: "unknown" }
  /** It was seen, and nobody holds it. */
  | { readonly kind: "unheld" };

/** The loaders of one request. */
export interface IdentityLoaders {
  /** By any id or profile key. */
  readonly customer: DataLoader<string, LoadedCustomer>;
}

/** What loading needs. */
export interface LoaderDependencies {
  readonly store: IdentityStore;
  readonly rules: Rules;
  readonly purposes: readonly Purpose[];
}

const FIELDS = {
  profile: { first: 1, traits: 1 },
  identifier: { value: 1, first: 1, decisions: 1 },
};
const MOST_ROUNDS = 3;

/** Fresh loaders: two commands for all customers of a request. */
export function createLoaders(dependencies: LoaderDependencies): IdentityLoaders {
  return {
    customer: new DataLoader<string, LoadedCustomer>(
      async (keys) => {
        const loaded = await load(keys, dependencies);
        return keys.map((key) => loaded.get(key) ?? { kind: "unknown" });
      },
      { maxBatchSize: 1_000 },
    ),
  };
}

async function load(
  keys: readonly string[],
  { store, rules, purposes }: LoaderDependencies,
): Promise<Map<string, LoadedCustomer>> {
  const loaded = new Map<string, LoadedCustomer>();
  let open = keys;
  // A customer that a merge absorbs between the two commands is looked for once more.
  for (let round = 0; round < MOST_ROUNDS && open.length > 0; round += 1) {
    const holders = await holdersOf(store, open);
    const customers = [...new Set([...holders.values()].flatMap((id) => id ?? []))];
    const parts = await partsOf(store, customers, FIELDS);
    const records = new Map<string, LoadedCustomer>();
    for (const [id, { profiles, identifiers }] of parts) {
      if (profiles.length === 0) continue;
      const record = toCustomerRecord(id, profiles, identifiers, rules, purposes);
      records.set(id, { kind: "found", record });
    }
    open = open.filter((key) => {
      const id = holders.get(key);
      const found: LoadedCustomer | undefined =
        id === undefined ? { kind: "unknown" } : id === null ? { kind: "unheld" } : records.get(id);
      if (found !== undefined) loaded.set(key, found);
      return found === undefined;
    });
  }
  return loaded;
}
