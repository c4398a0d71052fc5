import { maskReason } from "../../../platform/labels.ts";
import type { IdentityContext } from "../context.ts";
import type { MatchValue } from "../types.generated.ts";
import { IdentityNode } from "./IdentityNode.ts";

/** What a profile says of a person, by its key; values are shown as the consent of whoever holds it allows. */
export const MatchSide = {
  profile: (key: string) => key,

  customer: (key: string, _: unknown, context: IdentityContext) =>
    IdentityNode.customer(key, _, context),

  values: async (key: string, _: unknown, context: IdentityContext): Promise<MatchValue[]> => {
    const { loaders, labels, caller, labelsOfField } = context;
    const [stored, holder] = await Promise.all([
      loaders.matchRecord.load(key),
      IdentityNode.customer(key, _, context),
    ]);
    return Object.entries(stored?.record ?? {}).flatMap(([name, value]) => {
      if (value === null || value === undefined) return [];
      const carried = new Set([...labels.of(name, value), ...labelsOfField(name)]);
      const maskedBecause = maskReason(carried, caller, holder?.purposes ?? []);
      const masked = maskedBecause !== null;
      return [{ name, value: masked ? null : value, masked, maskedBecause }];
    });
  },
};
