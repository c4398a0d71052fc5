/** An identifier and the time and company it was seen in, as plain text and numbers. */
export interface OracleProfile {
  readonly key: string;
  readonly ids: readonly { readonly id: string; readonly namespace: string }[];
  readonly first: number;
  readonly last: number;
}

/** The limits of a namespace; the order of the list is the order of strength. */
export interface OracleRule {
  readonly name: string;
  readonly isAnchor: boolean;
  /** A contact, or a record that limits its own anchors. */
  readonly isContact: boolean;
  readonly perCustomer: number | null;
  readonly anchors: number | null;
  readonly contacts: number | null;
  readonly neighbours: number | null;
  /** Days. */
  readonly window: number | null;
  readonly lifetime: number | null;
}

/** What somebody decided, or a score. */
export interface OracleLink {
  readonly id: string;
  readonly kind: "must" | "cannot" | "scored";
  readonly a: readonly string[];
  readonly b: readonly string[];
  readonly weight?: number;
}

/** Who is who: `customer id | profiles | identifiers | first sight`, sorted. */
export type OracleAnswer = readonly string[];

type Id = OracleProfile["ids"][number];

const DAY = 86_400_000;

/**
 * The specification, written by brute force: sets of plain arrays that are searched from end to end, no forests, no
 * increments. It shares no code with what it checks.
 */
export function oracle(
  profiles: readonly OracleProfile[],
  rules: readonly OracleRule[],
  links: readonly OracleLink[] = [],
): OracleAnswer {
  const rank = (namespace: string): number => rules.findIndex(({ name }) => name === namespace);
  const all = profiles.flatMap(({ ids }) => ids);
  const generic = genericOf(profiles, rules);
  const usable = profiles.map((profile) => ({
    ...profile,
    ids: profile.ids
      .filter(({ id }) => !generic.has(id))
      .sort((a, b) => rank(a.namespace) - rank(b.namespace) || (a.id < b.id ? -1 : 1)),
  }));
  const namespaceOf = new Map(all.map(({ id, namespace }) => [id, namespace]));
  const isThere = (node: string): boolean =>
    usable.some(({ key, ids }) => key === node || ids.some(({ id }) => id === node));
  const having = (id: string): typeof usable =>
    usable.filter(({ ids }) => ids.some((one) => one.id === id));
  const month = (at: number): number => Math.floor(at / (28 * DAY));
  const seenLast = (id: string): number => Math.max(...having(id).map(({ last }) => month(last)));

  // What hangs together, whatever becomes of it.
  const sidesOf = (kind: OracleLink["kind"]): [OracleLink, string, string][] =>
    links.flatMap((link): [OracleLink, string, string][] => {
      const [a, b] = [link.a.find(isThere), link.b.find(isThere)];
      return link.kind === kind && a !== undefined && b !== undefined ? [[link, a, b]] : [];
    });
  const reach = (node: string): Set<string> => {
    const reached = new Set([node]);
    for (let before = 0; before !== reached.size;) {
      before = reached.size;
      for (const { key, ids } of usable) {
        const own = [key, ...ids.map(({ id }) => id)];
        if (own.some((one) => reached.has(one))) for (const one of own) reached.add(one);
      }
      for (const [, a, b] of [...sidesOf("must"), ...sidesOf("scored")])
        if (reached.has(a) || reached.has(b)) reached.add(a).add(b);
    }
    return reached;
  };
  const newest = (node: string): number => {
    const reached = reach(node);
    return Math.max(...usable.flatMap(({ key, last }) => (reached.has(key) ? month(last) : [])));
  };
  const isWithin = (days: number | null, seen: number, node: string): boolean =>
    days === null || (newest(node) - seen) * 28 <= days;
  const counting = (nodes: readonly string[], rule: OracleRule): number =>
    nodes.filter(
      (id) => namespaceOf.get(id) === rule.name && isWithin(rule.window, seenLast(id), id),
    ).length;

  let clusters = [
    ...new Set(usable.flatMap(({ key, ids }) => [key, ...ids.map(({ id }) => id)])),
  ].map((node) => [node]);
  const join = (a: string, b: string, limited: boolean): boolean => {
    const left = clusters.find((cluster) => cluster.includes(a)) ?? [];
    const right = clusters.find((cluster) => cluster.includes(b)) ?? [];
    if (left === right) return true;
    const joined = [...left, ...right];
    const has = (side: readonly string[]): boolean => side.some((one) => joined.includes(one));
    if (links.some((link) => link.kind === "cannot" && has(link.a) && has(link.b))) return false;
    const fits = rules.every(
      (rule) => rule.perCustomer === null || counting(joined, rule) <= rule.perCustomer,
    );
    if (limited && !fits) return false;
    clusters = [...clusters.filter((one) => one !== left && one !== right), joined];
    return true;
  };

  for (const { key, ids } of [...usable].sort(
    (a, b) => a.first - b.first || (a.key < b.key ? -1 : 1),
  ))
    ids.find(({ id }) => join(key, id, false));
  for (const [, a, b] of sidesOf("must").sort(([x], [y]) => (x.id < y.id ? -1 : 1)))
    join(a, b, true);
  for (const { a, b } of tiesOf(usable, rank)) {
    const together = usable.filter(
      ({ ids }) => ids[0]?.id === a.id && ids.some(({ id }) => id === b.id),
    );
    const last = Math.max(...together.map((one) => month(one.last)));
    const lives = [a, b].every(({ id, namespace }) =>
      isWithin(rules[rank(namespace)]?.lifetime ?? null, last, id),
    );
    if (lives) join(a.id, b.id, true);
  }
  const scored = sidesOf("scored").sort(
    ([x], [y]) => (y.weight ?? 0) - (x.weight ?? 0) || (x.id < y.id ? -1 : 1),
  );
  for (const [, a, b] of scored) join(a, b, true);

  const seen = (id: string): number => Math.min(...having(id).map(({ first }) => first));
  return clusters
    .flatMap((cluster) => {
      const own = usable.filter(({ key }) => cluster.includes(key));
      const ids = cluster.filter((node) => namespaceOf.has(node));
      const byAge = (when: (one: string) => number) => (a: string, b: string) =>
        when(a) - when(b) || (a < b ? -1 : 1);
      const firstOf = (key: string): number => own.find((one) => one.key === key)?.first ?? 0;
      const root =
        [...ids].sort(byAge(seen))[0] ?? own.map(({ key }) => key).sort(byAge(firstOf))[0] ?? "";
      return own.length === 0 ? [] : [show(root, own, ids)];
    })
    .sort();
}

function genericOf(profiles: readonly OracleProfile[], rules: readonly OracleRule[]): Set<string> {
  const all = profiles.flatMap(({ ids }) => ids);
  const isGeneric = (id: string): boolean => {
    const rule = rules.find(({ name }) => name === all.find((one) => one.id === id)?.namespace);
    if (rule === undefined) return true;
    const met = profiles
      .filter(({ ids }) => ids.some((one) => one.id === id))
      .flatMap(({ ids }) => ids)
      .filter((one) => one.id !== id);
    const distinct = (some: typeof met): number => new Set(some.map((one) => one.id)).size;
    if (rule.neighbours !== null && distinct(met) > rule.neighbours) return true;
    return rules.some(({ name, isAnchor, isContact }) => {
      const most = isAnchor ? rule.anchors : isContact ? rule.contacts : null;
      return most !== null && distinct(met.filter((one) => one.namespace === name)) > most;
    });
  };
  return new Set([...new Set(all.map(({ id }) => id))].filter(isGeneric));
}

/** Every tie as often as it was seen, in the order they are followed: repeats find it joined or refused. */
function tiesOf(
  usable: readonly OracleProfile[],
  rank: (namespace: string) => number,
): { a: Id; b: Id }[] {
  const ties = usable.flatMap(({ ids, first }) =>
    ids.slice(1).map((weak) => ({ a: ids[0] ?? weak, b: weak, first })),
  );
  return ties.sort(
    (x, y) =>
      rank(x.a.namespace) - rank(y.a.namespace) ||
      rank(x.b.namespace) - rank(y.b.namespace) ||
      earliest(x, ties) - earliest(y, ties) ||
      (x.a.id === y.a.id ? 0 : x.a.id < y.a.id ? -1 : 1) ||
      (x.b.id === y.b.id ? 0 : x.b.id < y.b.id ? -1 : 1),
  );
}

/** One customer as text. */
export function show(
  id: string,
  profiles: readonly { readonly key: string; readonly first: number }[],
  identifiers: readonly string[],
): string {
  const first = Math.min(...profiles.map((profile) => profile.first));
  const keys = profiles.map(({ key }) => key).sort();
  return `${id} | ${keys.join(" ")} | ${[...identifiers].sort().join(" ")} | ${String(first)}`;
}

function earliest(
  tie: { a: { id: string }; b: { id: string } },
  ties: readonly { a: { id: string }; b: { id: string }; first: number }[],
): number {
  return Math.min(
    ...ties.filter(({ a, b }) => a.id === tie.a.id && b.id === tie.b.id).map(({ first }) => first),
  );
}
