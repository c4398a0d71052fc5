/** An identifier and the time and company it was seen in, as plain text and numbers. */
export interface OracleProfile {
  readonly key: string;
  readonly ids: readonly { readonly id: string; readonly namespace: string }[];
  readonly first: number;
}

/** The limits of a namespace; the order of the list is the order of strength. */
export interface OracleRule {
  readonly name: string;
  readonly isAnchor: boolean;
  readonly perCustomer: number | null;
  readonly anchors: number | null;
  readonly neighbours: number | null;
}

/** Who is who: `customer id | profiles | identifiers | first sight`, sorted. */
export type OracleAnswer = readonly string[];

/**
 * The specification, written by brute force: sets of plain arrays that are searched from end to end, no forests, no
 * increments. It shares no code with what it checks.
 */
export function oracle(
  profiles: readonly OracleProfile[],
  rules: readonly OracleRule[],
): OracleAnswer {
  const rank = (namespace: string): number => rules.findIndex(({ name }) => name === namespace);
  const all = profiles.flatMap(({ ids }) => ids);
  const isGeneric = (id: string): boolean => {
    const namespace = all.find((one) => one.id === id)?.namespace ?? "";
    const rule = rules[rank(namespace)];
    if (rule === undefined) return true;
    const met = profiles
      .filter(({ ids }) => ids.some((one) => one.id === id))
      .flatMap(({ ids }) => ids)
      .filter((one) => one.id !== id);
    const distinct = (some: typeof met): number => new Set(some.map((one) => one.id)).size;
    if (rule.neighbours !== null && distinct(met) > rule.neighbours) return true;
    return rules.some(
      ({ name, isAnchor }) =>
        isAnchor &&
        rule.anchors !== null &&
        distinct(met.filter((one) => one.namespace === name)) > rule.anchors,
    );
  };
  const generic = new Set([...new Set(all.map(({ id }) => id))].filter(isGeneric));
  const usable = profiles.map((profile) => ({
    ...profile,
    ids: profile.ids
      .filter(({ id }) => !generic.has(id))
      .sort((a, b) => rank(a.namespace) - rank(b.namespace) || (a.id < b.id ? -1 : 1)),
  }));
  let clusters = [...new Set(usable.flatMap(({ ids }) => ids.map(({ id }) => id)))].map((id) => [
    id,
  ]);
  const namespaceOf = new Map(all.map(({ id, namespace }) => [id, namespace]));
  const ties = usable.flatMap(({ ids, first }) =>
    ids.slice(1).map((weak) => ({ a: ids[0] ?? weak, b: weak, first })),
  );
  // Every tie as often as it was seen: the earliest of a pair comes first, and repeats find them joined or refused.
  ties.sort(
    (x, y) =>
      rank(x.a.namespace) - rank(y.a.namespace) ||
      rank(x.b.namespace) - rank(y.b.namespace) ||
      earliest(x, ties) - earliest(y, ties) ||
      (x.a.id === y.a.id ? 0 : x.a.id < y.a.id ? -1 : 1) ||
      (x.b.id === y.b.id ? 0 : x.b.id < y.b.id ? -1 : 1),
  );
  for (const { a, b } of ties) {
    const left = clusters.find((cluster) => cluster.includes(a.id)) ?? [];
    const right = clusters.find((cluster) => cluster.includes(b.id)) ?? [];
    if (left === right) continue;
    const joined = [...left, ...right];
    const isAllowed = rules.every(
      ({ name, perCustomer }) =>
        perCustomer === null ||
        joined.filter((id) => namespaceOf.get(id) === name).length <= perCustomer,
    );
    if (isAllowed) clusters = [...clusters.filter((one) => one !== left && one !== right), joined];
  }
  const seen = (id: string): number =>
    Math.min(
      ...profiles.filter(({ ids }) => ids.some((one) => one.id === id)).map(({ first }) => first),
    );
  const lone = usable.filter(({ ids }) => ids.length === 0);
  const answers = clusters.flatMap((cluster) => {
    const own = usable.filter(({ ids }) => cluster.includes(ids[0]?.id ?? ""));
    const root = [...cluster].sort((a, b) => seen(a) - seen(b) || (a < b ? -1 : 1))[0] ?? "";
    return own.length === 0 ? [] : [show(root, own, cluster)];
  });
  return [...answers, ...lone.map((profile) => show(profile.key, [profile], []))].sort();
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
