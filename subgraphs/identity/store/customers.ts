import type { Document } from "mongodb";
import type { IdentifierPart, ProfilePart } from "../domain/customer-record.ts";
import { AppError } from "../../../platform/errors.ts";
import { aggregateAll, findAll } from "../../../platform/read-all.ts";
import type {
  CustomerDocument,
  IdentifierDocument,
  IdentityStore,
  ProfileDocument,
} from "./collections.ts";
import { valueCodec } from "./value-codec.ts";

/** The parts that a customer is put together from. */
export interface CustomerParts {
  readonly profiles: ProfilePart[];
  readonly identifiers: IdentifierPart[];
}

const KEY = /^[cp][\w-]{22}$/;
const NO_TRAITS = {};
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
  const found = await aggregateAll<{ _id: string; customer?: string | null }>(first, rest);
  const holders = new Map<string, string | null>();
  // Of an identifier that only a receipt names so far nothing is known: there is no `customer` at all.
  for (const { _id, customer } of found) if (customer !== undefined) holders.set(_id, customer);
  return holders;
}

/** The fields to read of each part, beside its key and its customer. */
export interface PartFields {
  readonly profile: Document;
  readonly identifier: Document;
}

const MOST_ROUNDS = 5;

/**
 * The profiles and identifiers of customers, in one command: documents examined are those returned. Who is no customer
 * has no entry. A customer whose partition changed in between is read again: half a merge is never shown, nor half of
 * what was decided.
 */
export async function partsOf(
  store: IdentityStore,
  customers: readonly string[],
  fields: PartFields,
): Promise<Map<string, CustomerParts>> {
  const whole = new Map<string, CustomerParts>();
  let open = customers;
  for (let round = 0; open.length > 0; round += 1) {
    if (round === MOST_ROUNDS)
      throw new AppError("UNAVAILABLE", "The customer keeps changing; ask again.", {
        retryable: true,
      });
    const read = await readParts(store, open, fields);
    open = open.filter((id) => read.get(id)?.isTorn === true);
    for (const [id, parts] of read) if (!parts.isTorn) whole.set(id, parts);
  }
  return whole;
}

/** What rules ask of a customer. */
export interface CustomerFacts {
  /** Keys of its profiles. */
  readonly profiles: string[];
  readonly firstSeenAt: Date;
  /** Those of its identifiers that decided something. */
  readonly decided: IdentifierPart[];
}

/**
 * What rules ask of customers; who is none has no entry. Two commands side by side. Half a change may be seen: whoever
 * made it has these customers evaluated once more.
 */
export async function factsOf(
  { profiles, identifiers }: IdentityStore,
  ids: readonly string[],
): Promise<Map<string, CustomerFacts>> {
  const held = { customer: { $in: [...ids] } };
  const [own, decided] = await Promise.all([
    aggregateAll<{ readonly _id: string; readonly keys: string[]; readonly first: Date }>(
      profiles,
      [
        { $match: held },
        { $group: { _id: "$customer", keys: { $push: "$_id" }, first: { $min: "$first" } } },
      ],
    ),
    findAll(
      identifiers,
      { ...held, decisions: { $exists: true } },
      { projection: { customer: 1, ns: 1, decisions: 1 } },
    ),
  ]);
  const facts = new Map<string, CustomerFacts>();
  for (const { _id, keys, first } of own)
    facts.set(_id, { profiles: keys, firstSeenAt: first, decided: [] });
  for (const row of decided) facts.get(row.customer ?? "")?.decided.push(toIdentifier(row));
  return facts;
}

interface ReadParts extends CustomerParts {
  before: number | null;
  isTorn: boolean;
}

type Row =
  | ({ readonly k: "v"; readonly customer: string } & Pick<CustomerDocument, "v">)
  | ({ readonly k?: "p" } & Pick<ProfileDocument, "_id" | "customer"> & Partial<ProfileDocument>)
  | ({ readonly k: "i" } & IdentifierDocument & { readonly customer: string });

// Every change of a partition raises the version of each customer it concerns: the same before and after means that
// what was read in between belongs together.
async function readParts(
  { customers, profiles, identifiers }: IdentityStore,
  ids: readonly string[],
  fields: PartFields,
): Promise<Map<string, ReadParts>> {
  const match = { $match: { customer: { $in: ids } } };
  const versions = [
    { $match: { _id: { $in: ids } } },
    { $project: { _id: 0, customer: "$_id", v: 1, k: "v" } },
  ];
  const union = (coll: string, pipeline: readonly Document[]): Document => ({
    $unionWith: { coll, pipeline },
  });
  const rows = await aggregateAll<Row>(customers, [
    ...versions,
    union(profiles.collectionName, [match, { $project: { customer: 1, ...fields.profile } }]),
    union(identifiers.collectionName, [
      match,
      { $project: { customer: 1, ns: 1, ...fields.identifier, k: "i" } },
    ]),
    union(customers.collectionName, versions),
  ]);
  const read = new Map<string, ReadParts>();
  for (const row of rows) {
    let parts = read.get(row.customer);
    if (parts === undefined) {
      // Until the version was read a second time.
      parts = { profiles: [], identifiers: [], before: null, isTorn: true };
      read.set(row.customer, parts);
    }
    if (row.k === "v") {
      if (parts.before === null && parts.profiles.length === 0) parts.before = row.v;
      else parts.isTorn = parts.before !== row.v;
    } else if (row.k === "i") parts.identifiers.push(toIdentifier(row));
    else parts.profiles.push(toProfile(row));
  }
  return read;
}

function toProfile({
  _id,
  first,
  traits,
}: Pick<ProfileDocument, "_id"> & Partial<ProfileDocument>): ProfilePart {
  return { key: _id, first: first ?? EPOCH, traits: traits ?? NO_TRAITS };
}

function toIdentifier({ _id, ns, value, first, decisions }: IdentifierDocument): IdentifierPart {
  return {
    id: _id,
    namespace: ns,
    value: valueCodec.decode(value),
    first,
    decisions: decisions ?? NO_DECISIONS,
  };
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
