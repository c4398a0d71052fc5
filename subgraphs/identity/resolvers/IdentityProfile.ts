import type { IdentityContext } from "../context.ts";
import { explainPath, type ExplainedLink } from "../domain/explain/explained-link.ts";
import { strongestPath } from "../domain/explain/paths.ts";
import type { NodeRecord } from "../store/explain.ts";

/** One distinct set of identifiers that were seen together. */
export const IdentityProfile = {
  __resolveReference: async (
    { key }: { readonly key: string },
    { loaders }: IdentityContext,
  ): Promise<NodeRecord | null> => {
    const found = await loaders.node.load(key);
    return found !== null && found.namespace === null ? found : null;
  },

  identifiers: ({ ids }: NodeRecord) => [...ids],

  customer: async ({ customer }: NodeRecord, _: unknown, { loaders }: IdentityContext) => {
    const found = customer === null ? null : await loaders.customer.load(customer);
    return found?.kind === "found" ? found.record : null;
  },

  path: async (
    { key, customer }: NodeRecord,
    _: unknown,
    { loaders, rules }: IdentityContext,
  ): Promise<ExplainedLink[]> => {
    if (customer === null) return [];
    const { trace, namespaceOf, evidenceOf } = await loaders.component.load(key);
    const path = strongestPath(trace, key, customer, namespaceOf, rules);
    return path === null ? [] : explainPath(path, evidenceOf);
  },

  refused: async (
    { key, ids }: NodeRecord,
    _: unknown,
    { loaders }: IdentityContext,
  ): Promise<ExplainedLink[]> => {
    const { trace, evidenceOf } = await loaders.component.load(key);
    const own = new Set([key, ...ids]);
    return trace
      .filter(({ a, b, state }) => state !== "used" && own.has(a) && own.has(b))
      .map((edge) => ({ ...edge, from: edge.a, to: edge.b, profile: evidenceOf(edge) }));
  },
};
