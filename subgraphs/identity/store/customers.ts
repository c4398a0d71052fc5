import type { Document } from "mongodb";
import type { IdentifierPart, ProfilePart } from "../domain/customer-record.ts";
import type { IdentifierDocument, IdentityStore, ProfileDocument } from "./collections.ts";
import { valueCodec } from "./value-codec.ts";

/** The parts that a customer is put together from. */
export interface CustomerParts {
  readonly profiles: ProfilePart[];
  readonly identifiers: IdentifierPart[];
}

type Row = { readonly _id: string; readonly customer: string } & (
  ({ readonly ns?: undefined } & Partial<ProfileDocument>) | IdentifierDocument
);

const KEY = /^[cp][\w-]{22}$/;
const NO_TRAITS = {};
// A merge that commits between two reads of one command must not show half of it.
const SNAPSHOT = { readConcern: { level: "snapshot" }, batchSize: 100_000 } as const;

/** Who holds these ids and profile keys: null where nobody holds an identifier, absent where nobody knows the key. */
export async function holdersOf(
  { identifiers, profiles }: IdentityStore,
  keys: readonly string[],
): Promise<Map<string, string | null>> {
  const known = keys.filter((key) => KEY.test(key));
  const ids = known.filter((key) => key.startsWith("c"));
  const profileKeys = known.filter((key) => key.startsWith("p"));
  if (known.length === 0) return new Map();
  const pipelineOf = (some: readonly string[]): Document[] => [
    { $match: { _id: { $in: some } } },
    { $project: { customer: 1 } },
  ];
  const [first, rest] =
    ids.length === 0
      ? [profiles, pipelineOf(profileKeys)]
      : [
          identifiers,
          profileKeys.length === 0
            ? pipelineOf(ids)
            : [
                ...pipelineOf(ids),
                {
                  $unionWith: { coll: profiles.collectionName, pipeline: pipelineOf(profileKeys) },
                },
              ],
        ];
  const found = first.aggregate<{ _id: string; customer?: string | null }>(rest, {
    batchSize: 100_000,
  });
  const holders = new Map<string, string | null>();
  // Of an identifier that only a receipt names so far nothing is known: there is no `customer` at all.
  for await (const { _id, customer } of found)
    if (customer !== undefined) holders.set(_id, customer);
  return holders;
}

/** The profiles and identifiers of customers, in one command: documents examined are those returned. */
export async function partsOf(
  { profiles, identifiers }: IdentityStore,
  customers: readonly string[],
  fields: { readonly profile: Document; readonly identifier: Document },
): Promise<Map<string, CustomerParts>> {
  const byCustomer = new Map<string, CustomerParts>();
  if (customers.length === 0) return byCustomer;
  const match = { $match: { customer: { $in: [...customers] } } };
  const rows = await profiles
    .aggregate<Row>(
      [
        match,
        { $project: { customer: 1, ...fields.profile } },
        {
          $unionWith: {
            coll: identifiers.collectionName,
            pipeline: [match, { $project: { customer: 1, ns: 1, ...fields.identifier } }],
          },
        },
      ],
      SNAPSHOT,
    )
    .toArray();
  for (const row of rows) {
    let parts = byCustomer.get(row.customer);
    if (parts === undefined)
      byCustomer.set(row.customer, (parts = { profiles: [], identifiers: [] }));
    if (row.ns === undefined)
      parts.profiles.push({
        key: row._id,
        first: row.first ?? EPOCH,
        traits: row.traits ?? NO_TRAITS,
      });
    else
      parts.identifiers.push({
        id: row._id,
        namespace: row.ns,
        value: valueCodec.decode(row.value),
        first: row.first,
        decisions: row.decisions ?? NO_DECISIONS,
      });
  }
  return byCustomer;
}

const EPOCH = new Date(0);
const NO_DECISIONS = {};

/** Ids of customers, ascending. */
export async function scanCustomers(
  { customers }: IdentityStore,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const found = await customers
    .find(after === null ? {} : { _id: { $gt: after } }, {
      projection: { _id: 1 },
      batchSize: limit + 1,
    })
    .sort({ _id: 1 })
    .limit(limit)
    .toArray();
  return found.map(({ _id }) => _id);
}
