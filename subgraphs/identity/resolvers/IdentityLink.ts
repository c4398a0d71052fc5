import type { IdentityContext } from "../context.ts";
import { because } from "../domain/explain/because.ts";
import type { ExplainedLink } from "../domain/explain/explained-link.ts";
import { showEntry } from "./show-operation.ts";
import type {
  IdentityOperation,
  MatchComparison,
  IdentityEvidence,
  IdentityLinkKind,
  IdentityLinkState,
  RefusedLimit,
} from "../types.generated.ts";

/** A tie, what became of it, and what it rests on. */
export const IdentityLink = {
  kind: ({ kind }: ExplainedLink) => kind.toUpperCase() as IdentityLinkKind,

  state: ({ state }: ExplainedLink) => state.toUpperCase() as IdentityLinkState,

  because: async (link: ExplainedLink, _: unknown, { loaders, rules }: IdentityContext) => {
    const [a, b] = await Promise.all([loaders.node.load(link.a), loaders.node.load(link.b)]);
    const namespaces = { a: a?.namespace ?? null, b: b?.namespace ?? null };
    return because(link, namespaces, rules);
  },

  limit: async (
    { reason }: ExplainedLink,
    _: unknown,
    { loaders, rules }: IdentityContext,
  ): Promise<RefusedLimit | null> => {
    if (reason === null) return null;
    const nothing = { namespace: null, most: null, decision: null };
    switch (reason.limit) {
      case "maxPerCustomer": {
        const { namespace } = reason;
        const most = rules.of(namespace)?.maxPerCustomer ?? null;
        return { ...nothing, name: reason.limit, namespace, most };
      }
      case "cannot": {
        const made = await loaders.operationOfLink.load(reason.link);
        return {
          ...nothing,
          name: reason.limit,
          decision: made === null ? null : showEntry(made),
        };
      }
      case "guard":
        return { ...nothing, name: reason.limit };
    }
  },

  firstSeenAt: ({ first }: ExplainedLink) => first,

  lastSeenAt: ({ last }: ExplainedLink) => last,

  score: ({ weight }: ExplainedLink) => weight,

  evidence: async (
    { profile }: ExplainedLink,
    _: unknown,
    { loaders }: IdentityContext,
  ): Promise<IdentityEvidence | null> => {
    const found = profile === null ? null : await loaders.node.load(profile);
    if (profile === null || found === null) return null;
    const { source, event, firstSeenAt } = found;
    return { profile, source: source ?? "", event, firstSeenAt };
  },

  comparisons: async (
    { kind, a, b }: ExplainedLink,
    _: unknown,
    { loaders }: IdentityContext,
  ): Promise<MatchComparison[] | null> => {
    if (kind !== "scored") return null;
    const pair = await loaders.pair.load(a < b ? `${a} ${b}` : `${b} ${a}`);
    return pair === null ? null : [...pair.comparisons];
  },

  decision: async (
    { kind, link }: ExplainedLink,
    _: unknown,
    { loaders }: IdentityContext,
  ): Promise<IdentityOperation | null> => {
    if (kind !== "override" || link === null) return null;
    const made = await loaders.operationOfLink.load(link);
    return made === null ? null : showEntry(made);
  },
};
