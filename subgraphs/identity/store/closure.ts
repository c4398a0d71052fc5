import type { ClientSession } from "mongodb";
import { genericAmong } from "../domain/generic.ts";
import type { Link } from "../domain/links.ts";
import type { KnownComponents, KnownProfile } from "../domain/plan.ts";
import type { IdentifierRef, Rules } from "../domain/rules.ts";
import type { IdentityStore } from "./collections.ts";
import {
  isProfile,
  nothingFound,
  readIdentifiers,
  readLinks,
  readProfiles,
  type Found,
} from "./read-nodes.ts";

/** Whole components as the evidence has them, whatever is stored of them. */
export interface Closure extends KnownComponents {
  readonly generic: ReadonlySet<string>;
  readonly blocked: ReadonlySet<string>;
  readonly stubs: ReadonlySet<string>;
}

/** Identifiers followed by one command. */
const WAVE = 500;
/** Profiles of a value that had too much company, read at once, until it is seen to have it still. */
const HOT_PAGE = 200;

/**
 * Follows evidence from some profiles: by their identifiers to all profiles that have these, until nothing is left.
 * What joins nobody is worked out from all profiles that have it, not taken from what is stored.
 */
export async function readClosure(
  store: IdentityStore,
  seeds: readonly string[],
  rules: Rules,
  session?: ClientSession,
): Promise<Closure> {
  const found = nothingFound(true);
  const links = new Map<string, Link>();
  const adopted = new Map<string, KnownProfile>();
  const state = { generic: new Set<string>(), blocked: new Set<string>() };
  const followed = new Set<string>();
  const open = new Set<string>();
  const sought = new Set<string>();
  const adopt = (profile: KnownProfile): void => {
    adopted.set(profile.key, profile);
    for (const id of profile.ids) if (!followed.has(id)) open.add(id);
  };
  await readProfiles(store, { _id: { $in: [...seeds] } }, found, session);
  for (const profile of found.profiles.values()) adopt(profile);
  for (;;) {
    while (open.size > 0) {
      const wave = [...open].slice(0, WAVE);
      for (const id of wave) {
        open.delete(id);
        followed.add(id);
      }
      for (const profile of await follow(store, wave, found, state, rules, session))
        if (!adopted.has(profile.key)) adopt(profile);
    }
    await readLinks(store, found, links, session);
    const nodes = [...links.values()].flatMap(({ kind, a, b }) =>
      kind === "cannot" ? [] : [...a, ...b],
    );
    const keys = nodes.filter((node) => isProfile(node) && !adopted.has(node) && !sought.has(node));
    for (const node of nodes) if (!isProfile(node) && !followed.has(node)) open.add(node);
    if (keys.length + open.size === 0) break;
    for (const key of keys) sought.add(key);
    if (keys.length > 0)
      for (const profile of await readProfiles(store, { _id: { $in: keys } }, found, session))
        adopt(profile);
  }
  const identifiers = [...followed].flatMap((id) => found.identifiers.get(id) ?? []);
  return {
    profiles: [...adopted.values()],
    identifiers,
    links: [...links.values()],
    stubs: found.stubs,
    ...state,
  };
}

interface Joinless {
  readonly generic: Set<string>;
  readonly blocked: Set<string>;
}

/** The profiles that those of some identifiers have that can join. */
async function follow(
  store: IdentityStore,
  wave: readonly string[],
  found: Found,
  state: Joinless,
  rules: Rules,
  session: ClientSession | undefined,
): Promise<KnownProfile[]> {
  await readMissing(store, wave, found, session);
  const cool: string[] = [];
  for (const id of wave) {
    const one = found.identifiers.get(id);
    if (one === undefined) continue;
    if (rules.blocked(one.namespace, one.value) !== null) state.blocked.add(id);
    else if (rules.of(one.namespace) === undefined) state.generic.add(id);
    else if (one.generic && (await isHot(store, id, found, rules, session))) state.generic.add(id);
    else cool.push(id);
  }
  if (cool.length === 0) return [];
  const near = await readProfiles(store, { ids: { $in: cool } }, found, session);
  await readMissing(
    store,
    near.flatMap(({ ids }) => ids),
    found,
    session,
  );
  const company = genericAmong(
    near.map((profile) => ({ ids: refsOf(profile, found) })),
    new Set(),
    NONE,
    rules,
  );
  for (const id of cool) if (company.has(id)) state.generic.add(id);
  const joins = new Set(cool.filter((id) => !company.has(id)));
  return near.filter(({ ids }) => ids.some((id) => joins.has(id)));
}

const NONE: ReadonlySet<string> = new Set();

/** Whether a value has too much company: read page by page, no further than it takes to see it. */
async function isHot(
  store: IdentityStore,
  id: string,
  found: Found,
  rules: Rules,
  session: ClientSession | undefined,
): Promise<boolean> {
  const aside = { ...found, profiles: new Map<string, KnownProfile>() };
  const seen: { ids: IdentifierRef[] }[] = [];
  for (let after = ""; ;) {
    const page = await readProfiles(
      store,
      { ids: id, _id: { $gt: after } },
      aside,
      session,
      HOT_PAGE,
    );
    await readMissing(
      store,
      page.flatMap(({ ids }) => ids),
      found,
      session,
    );
    for (const profile of page) seen.push({ ids: refsOf(profile, found) });
    if (genericAmong(seen, new Set(), NONE, rules).has(id)) return true;
    const last = page.at(-1);
    if (last === undefined || page.length < HOT_PAGE) return false;
    after = last.key;
  }
}

async function readMissing(
  store: IdentityStore,
  ids: readonly string[],
  found: Found,
  session: ClientSession | undefined,
): Promise<void> {
  const missing = [...new Set(ids)].filter((id) => !found.identifiers.has(id));
  if (missing.length > 0) await readIdentifiers(store, { _id: { $in: missing } }, found, session);
}

function refsOf({ ids }: KnownProfile, { identifiers }: Found): IdentifierRef[] {
  return ids.map((id) => ({ id, namespace: identifiers.get(id)?.namespace ?? "" }));
}
