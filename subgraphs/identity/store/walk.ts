import type { IdentityStore } from "./collections.ts";

/** A page of a walk: profiles of whole components as they are stored. */
export interface WalkPage {
  /** Keys of its profiles. */
  readonly profiles: readonly string[];
  /** The stored components that they lie in. */
  readonly components: ReadonlySet<string>;
  /** Go on behind this component. */
  readonly last: string;
}

/** Profiles a page; a component that is larger is a page by itself. */
const PAGE = 400;

/** Walks over all profiles, stored component by stored component, ascending: every profile is met, memory is bounded. */
export async function* walkComponents(
  { profiles }: IdentityStore,
  after: string | null,
): AsyncGenerator<WalkPage> {
  const projection = { component: 1 };
  for (let behind = after; ;) {
    const rows = await profiles
      .find(behind === null ? {} : { component: { $gt: behind } }, { projection })
      .sort({ component: 1 })
      .limit(PAGE)
      .toArray();
    const last = rows.at(-1)?.component;
    if (last === undefined) return;
    const whole =
      rows.length < PAGE
        ? []
        : await profiles.find({ component: last }, { projection: { _id: 1 } }).toArray();
    yield {
      profiles: [...new Set([...rows, ...whole].map(({ _id }) => _id))],
      components: new Set(rows.map(({ component }) => component)),
      last,
    };
    behind = last;
  }
}
