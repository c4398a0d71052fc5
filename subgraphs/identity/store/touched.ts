import type { ClientSession, Filter } from "mongodb";
import type { Link } from "../domain/links.ts";
import type { FreshProfile, KnownComponents } from "../domain/plan.ts";
import type { IdentityStore, ProfileDocument } from "./collections.ts";
import {
  isProfile,
  nothingFound,
  readIdentifiers,
  readLinks,
  readProfiles,
  type Found,
  type Wanted,
} from "./read-nodes.ts";

/** What is stored of the components that some profiles and nodes touch. */
export interface Touched extends KnownComponents {
  /** The identifiers of the fresh profiles that evidence had before. */
  readonly met: ReadonlySet<string>;
  /** Those that a receipt named before any evidence did: there is a document with decisions alone. */
  readonly stubs: ReadonlySet<string>;
}

/** What starts a reading: fresh profiles, and nodes (keys of identifiers and profiles) whose components are wanted. */
export interface Start {
  readonly fresh: readonly FreshProfile[];
  readonly nodes: readonly string[];
}

/**
 * Reads whole components, and those that links tie to them. Three commands where no link does: the identifiers at hand,
 * then the profiles and the identifiers of their components.
 */
export async function readTouched(
  store: IdentityStore,
  { fresh, nodes }: Start,
  session?: ClientSession,
): Promise<Touched> {
  const found = nothingFound(false);
  const links = new Map<string, Link>();
  const keys = new Set([...fresh.map(({ key }) => key), ...nodes.filter(isProfile)]);
  const ids = new Set([
    ...fresh.flatMap(({ identifiers }) => identifiers.map(({ id }) => id)),
    ...nodes.filter((node) => !isProfile(node)),
  ]);
  const read = new Set<string>();
  let met: ReadonlySet<string> | null = null;
  for (let wanted: Wanted = { ids: [...ids], keys: [...keys] }; ;) {
    if (wanted.ids.length > 0)
      await readIdentifiers(store, { _id: { $in: [...wanted.ids] } }, found, session);
    met ??= new Set(found.identifiers.keys());
    await readComponents(store, wanted.keys, read, found, session);
    wanted = await readLinks(store, found, links, session);
    if (wanted.ids.length === 0 && wanted.keys.length === 0 && !hasMore(found, read)) break;
  }
  return {
    profiles: [...found.profiles.values()],
    identifiers: [...found.identifiers.values()],
    links: [...links.values()],
    stubs: found.stubs,
    met,
  };
}

function openComponents({ identifiers, profiles }: Found, read: ReadonlySet<string>): string[] {
  const open = new Set<string>();
  for (const { component } of identifiers.values())
    if (component !== null && !read.has(component)) open.add(component);
  for (const { component } of profiles.values()) if (!read.has(component)) open.add(component);
  return [...open];
}

// A lone profile is a component by itself: only what is tied to others has more to read.
function hasMore(found: Found, read: ReadonlySet<string>): boolean {
  return openComponents(found, read).length > 0;
}

async function readComponents(
  store: IdentityStore,
  keys: readonly string[],
  read: Set<string>,
  found: Found,
  session: ClientSession | undefined,
): Promise<void> {
  const components = openComponents(found, read);
  for (const component of components) read.add(component);
  const own: Filter<ProfileDocument>[] = keys.length === 0 ? [] : [{ _id: { $in: [...keys] } }];
  const held: Filter<ProfileDocument>[] =
    components.length === 0 ? [] : [{ component: { $in: components } }];
  const [first, second] = [...own, ...held];
  if (first === undefined) return;
  await readProfiles(
    store,
    second === undefined ? first : { $or: [first, second] },
    found,
    session,
  );
  if (components.length > 0)
    await readIdentifiers(
      store,
      { $or: [{ component: { $in: components } }, { _id: { $in: companyOf(found) } }] },
      found,
      session,
    );
  // A lone profile that was asked for by its key is read with this.
  for (const { key, component } of found.profiles.values())
    if (component === key && keys.includes(key)) read.add(component);
}

/**
 * What profiles were seen with and is not read yet. Generic ones are in no component and join nobody, and still they are
 * company, by which others turn generic: without them that would hang on the order of arrival.
 */
function companyOf({ profiles, identifiers }: Found): string[] {
  const ids = new Set<string>();
  for (const profile of profiles.values())
    for (const id of profile.ids) if (!identifiers.has(id)) ids.add(id);
  return [...ids];
}
