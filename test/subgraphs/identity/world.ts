import fc from "fast-check";
import { defaultPolicy } from "../../../subgraphs/identity/domain/default-policy.ts";
import type { IdentityPolicy } from "../../../subgraphs/identity/domain/policy.ts";
import type { OracleLink, OracleRule } from "./oracle.ts";

/** A record of a small world: who was seen together, and when. */
export interface WorldRecord {
  readonly identifiers: readonly { readonly namespace: string; readonly value: string }[];
  /** Minutes since the world began. */
  readonly minute: number;
}

const LIMITS: Readonly<Record<string, Partial<IdentityPolicy["namespaces"][number]>>> = {
  loyalty_id: { maxPerCustomer: 2, maxAnchorsPerValue: 2, maxNeighbours: 6 },
  email: { maxPerCustomer: 2, maxNeighbours: 6, window: 56 },
  phone: { maxPerCustomer: 2, maxNeighbours: 5, window: null, lifetime: 30 },
  device_id: { maxPerCustomer: 2, maxNeighbours: 5, window: 28, lifetime: 84 },
  anonymous_id: { maxPerCustomer: 3, maxNeighbours: 5 },
};

/** The shipped policy with limits so tight that small worlds reach all of them. */
export const tightPolicy: IdentityPolicy = {
  ...defaultPolicy,
  namespaces: defaultPolicy.namespaces.map((one) => ({ ...one, ...LIMITS[one.name] })),
};

/** The same, as the oracle reads it. */
export const tightRules: readonly OracleRule[] = [...tightPolicy.namespaces]
  .sort((a, b) => a.priority - b.priority)
  .map((one) => ({
    name: one.name,
    isAnchor: one.class === "anchor",
    isContact:
      one.class === "contact" || (one.class === "record" && one.maxAnchorsPerValue !== null),
    contacts: one.maxContactsPerValue,
    perCustomer: one.maxPerCustomer,
    anchors: one.maxAnchorsPerValue,
    neighbours: one.maxNeighbours,
    window: one.window,
    lifetime: one.lifetime,
  }));

/** Four weeks, minutes. */
const MONTH = 28 * 24 * 60;
const GARBAGE = ["null", "0000", "undefined", "test@test.com", "-"];
const valueOf = (namespace: string, n: number): string =>
  namespace === "email"
    ? `Person${String(n)}@Example.com `
    : namespace === "phone"
      ? `+49 151 2345678${String(n)}`
      : `${namespace}-${String(n)}`;

const identifier = (
  namespace: string,
  most: number,
): fc.Arbitrary<WorldRecord["identifiers"][number]> =>
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.nat(most - 1).map((n) => ({ namespace, value: valueOf(namespace, n) })),
    },
    { weight: 1, arbitrary: fc.constantFrom(...GARBAGE).map((value) => ({ namespace, value })) },
  );

const anyIdentifier = fc.oneof(
  { weight: 4, arbitrary: identifier("user_id", 4) },
  { weight: 1, arbitrary: identifier("crm_id", 3) },
  { weight: 2, arbitrary: identifier("loyalty_id", 3) },
  { weight: 3, arbitrary: identifier("email", 5) },
  { weight: 2, arbitrary: identifier("phone", 3) },
  { weight: 2, arbitrary: identifier("device_id", 3) },
  { weight: 4, arbitrary: identifier("anonymous_id", 8) },
);
const kiosk = { namespace: "device_id", value: "kiosk" };

const record: fc.Arbitrary<WorldRecord> = fc
  .tuple(
    fc.array(anyIdentifier, { minLength: 1, maxLength: 4 }),
    fc.boolean().map((on) => (on ? [kiosk] : [])),
    fc.integer({ min: 0, max: 3 }),
    // Few instants, so that ties of time occur; some lie months behind.
    fc.tuple(fc.nat(12), fc.constantFrom(0, 0, 0, 1, 2, 4)),
  )
  .map(([identifiers, shared, dice, [minute, months]]) => ({
    identifiers: dice === 0 ? [...identifiers, ...shared] : identifiers,
    minute: minute + months * MONTH,
  }));

/** Worlds with shared devices, a kiosk, garbage, and people who share what should be one person's. */
export const world = (most: number): fc.Arbitrary<WorldRecord[]> =>
  fc.array(record, { minLength: 1, maxLength: most });

/** A decision or a score over a world, its nodes chosen by number: those of the world's identifiers and profiles. */
export interface WorldLink {
  readonly kind: "must" | "cannot" | "scored";
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly weight: number;
}

/** Some links over a world. */
export const worldLinks: fc.Arbitrary<WorldLink[]> = fc.array(
  fc.record({
    kind: fc.constantFrom("must", "cannot", "scored"),
    a: fc.array(fc.nat(99), { minLength: 1, maxLength: 3 }),
    b: fc.array(fc.nat(99), { minLength: 1, maxLength: 3 }),
    weight: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 4 },
);

/** The links over the nodes of a world; one whose sides share a node is left out. */
export function toLinks(
  links: readonly WorldLink[],
  profiles: readonly { readonly key: string; readonly ids: readonly { readonly id: string }[] }[],
): OracleLink[] {
  const nodes = [
    ...new Set(profiles.flatMap(({ key, ids }) => [key, ...ids.map(({ id }) => id)])),
  ].sort();
  return links.flatMap(({ kind, a, b, weight }, i) => {
    const sides = [a, b].map((side) => side.map((n) => nodes[n % nodes.length] ?? ""));
    const [left = [], right = []] = sides;
    if (nodes.length === 0 || left.some((node) => right.includes(node))) return [];
    return [
      { id: `l${String(i)}`, kind, a: left, b: right, ...(kind === "scored" ? { weight } : {}) },
    ];
  });
}
