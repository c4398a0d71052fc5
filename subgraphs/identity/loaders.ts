import DataLoader from "dataloader";
import type { Purpose } from "../../platform/purposes.ts";
import { toCustomerRecord, type CustomerRecord } from "./domain/customer-record.ts";
import { NOT_COUNTED, type Counted } from "./domain/traits-in-force.ts";
import type { IdentityStore } from "./store/collections.ts";
import type { PlanContext } from "./store/match/guard.ts";
import { readPairs } from "./store/match/pairs.ts";
import { readRecords, type StoredRecord } from "./store/match/records.ts";
import { holdersOf, partsOf } from "./store/customers.ts";
import type { MatchPairDocument, OperationDocument } from "./store/collections.ts";
import {
  explainComponents,
  operationsOf,
  operationsOfLinks,
  readNodes,
  readOperations,
  type ExplainedComponents,
  type NodeRecord,
} from "./store/explain.ts";
import { statedOf } from "./store/observations.ts";
import {
  readStatements,
  type StatementsOf,
  type StatementsPage,
  type TracedStatement,
} from "./store/statements.ts";

/** Whom a key leads to. */
export type LoadedCustomer =
  | { readonly kind: "found"; readonly record: CustomerRecord }
  /** Nobody was ever known by it. */
  | { readonly kind: "unknown" }
  /** It was seen, and nobody holds it. */
  | { readonly kind: "unheld" };

/** Every statement of these traits of a customer. */
export interface CountedKey {
  readonly customer: CustomerRecord;
  readonly traits: readonly string[];
}

/** A part of the statements of one trait of a customer. */
export interface StatementsKey {
  readonly customer: CustomerRecord;
  readonly trait: string;
  readonly page: StatementsPage;
}

/** The loaders of one request. */
export interface IdentityLoaders {
  /** By any id or profile key. */
  readonly customer: DataLoader<string, LoadedCustomer>;
  /** What rules that count must see. */
  readonly counted: DataLoader<CountedKey, Counted, string>;
  /** Newest first. */
  readonly statements: DataLoader<StatementsKey, readonly TracedStatement[], string>;
  /** The components of a node, explained. */
  readonly component: DataLoader<string, ExplainedComponents>;
  /** Identifiers and profiles by key; null where nobody knows it. */
  readonly node: DataLoader<string, NodeRecord | null>;
  /** Operations of the ledger by id. */
  readonly operation: DataLoader<string, OperationDocument | null>;
  /** The newest operations of a customer. */
  readonly operationsOf: DataLoader<CustomerRecord, readonly OperationDocument[], string>;
  /** What a profile says of a person, as it is compared; null where it says too little. */
  readonly matchRecord: DataLoader<string, StoredRecord | null>;
  /** A pair by its id. */
  readonly pair: DataLoader<string, MatchPairDocument | null>;
  /** The operation that a link was made by. */
  readonly operationOfLink: DataLoader<string, OperationDocument | null>;
}

/** What loading needs. */
export interface LoaderDependencies extends PlanContext {
  readonly purposes: readonly Purpose[];
}

const FIELDS = {
  profile: { first: 1, traits: 1 },
  identifier: { value: 1, first: 1, decisions: 1 },
};
const MOST_ROUNDS = 3;

/** Fresh loaders: two commands for all customers of a request. */
export function createLoaders(dependencies: LoaderDependencies): IdentityLoaders {
  const { store } = dependencies;
  const operation = new DataLoader<string, OperationDocument | null>(async (ids) => {
    const found = await readOperations(store, ids);
    return ids.map((id) => found.get(id) ?? null);
  });
  return {
    // All that a request asks about is explained together: what is asked lies within it.
    component: new DataLoader<string, ExplainedComponents>(async (nodes) => {
      const explained = await explainComponents(nodes, dependencies);
      return nodes.map(() => explained);
    }),
    node: new DataLoader<string, NodeRecord | null>(async (keys) => {
      const found = await readNodes(store, keys);
      return keys.map((key) => found.get(key) ?? null);
    }),
    operation,
    matchRecord: new DataLoader<string, StoredRecord | null>(async (profiles) => {
      const found = await readRecords(store, profiles);
      return profiles.map((profile) => found.get(profile) ?? null);
    }),
    pair: new DataLoader<string, MatchPairDocument | null>(async (ids) => {
      const found = await readPairs(store, ids);
      return ids.map((id) => found.get(id) ?? null);
    }),
    operationsOf: new DataLoader<CustomerRecord, readonly OperationDocument[], string>(
      async (customers) => {
        const found = await operationsOf(store, customers.flatMap(everyIdOf), MOST_OPERATIONS);
        return customers.map((customer) => {
          const own = new Set(everyIdOf(customer));
          const isOwn = (one: { readonly customer: string }): boolean => own.has(one.customer);
          return found.filter(({ before, after }) => before.some(isOwn) || after.some(isOwn));
        });
      },
      { cacheKeyFn: ({ id }) => id },
    ),
    operationOfLink: new DataLoader<string, OperationDocument | null>(async (links) => {
      const made = await operationsOfLinks(store, links);
      return Promise.all(
        links.map(async (link) => {
          const id = made.get(link);
          return id === undefined ? null : await operation.load(id);
        }),
      );
    }),
    customer: new DataLoader<string, LoadedCustomer>(
      async (keys) => {
        const loaded = await load(keys, dependencies);
        return keys.map((key) => loaded.get(key) ?? { kind: "unknown" });
      },
      { maxBatchSize: 1_000 },
    ),
    counted: new DataLoader<CountedKey, Counted, string>((keys) => readCounted(keys, store), {
      cacheKeyFn: ({ customer, traits }) => JSON.stringify([customer.id, traits]),
    }),
    statements: new DataLoader<StatementsKey, readonly TracedStatement[], string>(
      (keys) => readPages(keys, store),
      { cacheKeyFn: ({ customer, trait, page }) => JSON.stringify([customer.id, trait, page]) },
    ),
  };
}

/** The most operations that a request is shown: hands are slow, a rebuild is one of them. */
const MOST_OPERATIONS = 1_000;

// Any key of a customer's may have been its id at some time.
function everyIdOf({ identifiers, profiles }: CustomerRecord): string[] {
  return [...identifiers.map(({ id }) => id), ...profiles.map(({ key }) => key)];
}

/** One read for all: of every customer what any of them is asked about; there are few rules that count. */
async function readCounted(keys: readonly CountedKey[], store: IdentityStore): Promise<Counted[]> {
  const owners = new Map(
    keys.flatMap(({ customer: { id, profiles } }) => profiles.map(({ key }) => [key, id] as const)),
  );
  const traits = new Set(keys.flatMap((key) => key.traits));
  const stated = await statedOf(store, owners, [...traits]);
  return keys.map(({ customer }) => stated.get(customer.id) ?? NOT_COUNTED);
}

/** One read for all traits of all customers that are asked for the same page; the answers in the order of the keys. */
async function readPages(
  keys: readonly StatementsKey[],
  store: IdentityStore,
): Promise<(readonly TracedStatement[])[]> {
  const answers = new Map<StatementsKey, readonly TracedStatement[]>();
  await Promise.all(
    groups(keys, ({ page }) => JSON.stringify(page)).map(async ([first, ...rest]) => {
      const customers = groups([first, ...rest], ({ customer }) => customer.id);
      const asked = customers.map((own): StatementsOf => ({
        profiles: own[0].customer.profiles.map(({ key }) => key),
        traits: own.map(({ trait }) => trait),
      }));
      const read = await readStatements(store, asked, first.page);
      for (const [i, own] of customers.entries())
        for (const key of own) answers.set(key, read[i]?.get(key.trait) ?? []);
    }),
  );
  return keys.map((key) => answers.get(key) ?? []);
}

function groups<T>(all: readonly T[], of: (one: T) => string): (readonly [T, ...T[]])[] {
  const found = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const group = found.get(of(one));
    if (group === undefined) found.set(of(one), [one]);
    else group.push(one);
  }
  return [...found.values()];
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
