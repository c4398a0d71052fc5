import type { CustomerReference } from "../../../platform/customer-reference.ts";
import { badInput } from "../../../platform/errors.ts";
import type { ConsentContext } from "../context.ts";
import { effectiveConsent, type EffectiveConsent } from "../domain/effective-consent.ts";
import type { CustomerConsentsArgs } from "../types.generated.ts";

/** The customer's consents. */
export const Customer = {
  __resolveReference: (reference: CustomerReference) => reference,

  consents: async (
    { scope }: CustomerReference,
    { purposes: wanted }: CustomerConsentsArgs,
    { grantOf, loaders, purposes }: ConsentContext,
  ): Promise<readonly EffectiveConsent[]> => {
    for (const id of wanted ?? [])
      if (!purposes.some((purpose) => purpose.id === id))
        throw badInput("purposes", `${JSON.stringify(id)} is not defined; see Query.purposes`);
    const decisions = await loaders.decisions.load(grantOf(scope));
    return purposes
      .filter(({ id }) => wanted?.includes(id) ?? true)
      .map((purpose) => effectiveConsent(purpose, decisions.get(purpose.id) ?? []));
  },
};
