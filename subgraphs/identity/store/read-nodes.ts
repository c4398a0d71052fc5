import type { ClientSession, Filter } from "mongodb";
import { findAll } from "../../../platform/read-all.ts";
import type { Link } from "../domain/links.ts";
import type { KnownIdentifier, KnownProfile } from "../domain/plan.ts";
import type {
  IdentifierDocument,
  IdentityStore,
  LinkDocument,
  ProfileDocument,
} from "./collections.ts";
import { valueCodec } from "./value-codec.ts";

/** An identifier as it was read. */
export interface FoundIdentifier extends KnownIdentifier {
  /** Empty where values are not asked for. */
  readonly value: string;
}

/** What was read so far. */
export interface Found {
  readonly profiles: Map<string, KnownProfile>;
  readonly identifiers: Map<string, FoundIdentifier>;
  /** Identifiers that a receipt named before any evidence did: there is a document with decisions alone. */
  readonly stubs: Set<string>;
  /** Nodes that links name and whose links were not read yet. */
  readonly linked: Set<string>;
  /** Whether values are asked for. */
  readonly values: boolean;
}

/** Nothing yet. */
export function nothingFound(values: boolean): Found {
  return {
    profiles: new Map(),
    identifiers: new Map(),
    stubs: new Set(),
    linked: new Set(),
    values,
  };
}

/** Nodes to read, by their kind. */
export interface Wanted {
  readonly ids: readonly string[];
  readonly keys: readonly string[];
}

/** Whether a node is a profile; else it is an identifier. */
export function isProfile(node: string): boolean {
  return node.startsWith("p");
}

/** Reads profiles and answers them; `page`: no more than so many, by key. */
export async function readProfiles(
  { profiles }: IdentityStore,
  filter: Filter<ProfileDocument>,
  found: Found,
  session: ClientSession | undefined,
  page?: number,
): Promise<KnownProfile[]> {
  const projection = { ids: 1, component: 1, customer: 1, first: 1, last: 1, linked: 1 };
  const rows = await findAll<ProfileDocument, Omit<ProfileDocument, "traits" | "by">>(
    profiles,
    filter,
    { projection, session, ...(page === undefined ? {} : { sort: { _id: 1 }, limit: page }) },
  );
  return rows.map(({ _id: key, linked, ...rest }) => {
    if (linked === true && !found.profiles.has(key)) found.linked.add(key);
    const profile = { key, ...rest };
    found.profiles.set(key, profile);
    return profile;
  });
}

/** Reads identifiers. */
export async function readIdentifiers(
  { identifiers }: IdentityStore,
  filter: Filter<IdentifierDocument>,
  found: Found,
  session: ClientSession | undefined,
): Promise<void> {
  const projection = {
    ns: 1,
    component: 1,
    customer: 1,
    first: 1,
    generic: 1,
    blocked: 1,
    linked: 1,
    ...(found.values ? { value: 1 } : {}),
  };
  const rows = await findAll(identifiers, filter, { projection, session });
  for (const { _id: id, ns, value, component, customer, first, ...flags } of rows)
    if ((first as Date | undefined) === undefined) found.stubs.add(id);
    else {
      if (flags.linked === true && !found.identifiers.has(id)) found.linked.add(id);
      found.identifiers.set(id, {
        id,
        namespace: ns,
        value: valueCodec.decode(value),
        component,
        customer,
        first,
        generic: flags.generic === true,
        blocked: flags.blocked === true,
      });
    }
}

/** Reads the links of what was found; answers the nodes that they tie to it. */
export async function readLinks(
  { links }: IdentityStore,
  found: Found,
  known: Map<string, Link>,
  session: ClientSession | undefined,
): Promise<Wanted> {
  if (found.linked.size === 0) return { ids: [], keys: [] };
  const nodes = [...found.linked];
  found.linked.clear();
  const filter = { $or: [{ a: { $in: nodes } }, { b: { $in: nodes } }] };
  const rows = await findAll(links, filter, { session });
  const wanted = new Set<string>();
  for (const row of rows) {
    if (known.has(row._id)) continue;
    known.set(row._id, toLink(row));
    if (row.kind === "cannot") continue;
    for (const node of [...row.a, ...row.b])
      if (!found.profiles.has(node) && !found.identifiers.has(node)) wanted.add(node);
  }
  return {
    ids: [...wanted].filter((node) => !isProfile(node)),
    keys: [...wanted].filter(isProfile),
  };
}

/** A link as the partition reads it. */
export function toLink({ _id: id, kind, a, b, weight }: LinkDocument): Link {
  return { id, kind, a, b, ...(weight === undefined ? {} : { weight }) };
}
