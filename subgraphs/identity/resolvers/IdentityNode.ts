import { maskReason, type MaskReason } from "../../../platform/labels.ts";
import type { IdentityContext } from "../context.ts";
import type { CustomerRecord } from "../domain/customer-record.ts";

/** An identifier or a profile, by its key. A value is shown as its holder's consent allows; one that nobody holds, to nobody. */
export const IdentityNode = {
  id: (key: string) => key,

  namespace: async (key: string, _: unknown, { loaders }: IdentityContext) =>
    (await loaders.node.load(key))?.namespace ?? null,

  value: async (key: string, _: unknown, context: IdentityContext) => {
    const found = await context.loaders.node.load(key);
    return (await maskedBecause(key, context)) === null ? (found?.value ?? null) : null;
  },

  masked: async (key: string, _: unknown, context: IdentityContext) =>
    (await maskedBecause(key, context)) !== null,

  maskedBecause: (key: string, _: unknown, context: IdentityContext) => maskedBecause(key, context),

  firstSeenAt: async (key: string, _: unknown, { loaders }: IdentityContext) =>
    (await loaders.node.load(key))?.firstSeenAt ?? null,

  customer: (key: string, _: unknown, context: IdentityContext) => holderOf(key, context),
};

async function maskedBecause(key: string, context: IdentityContext): Promise<MaskReason | null> {
  const { loaders, labels, caller } = context;
  const found = await loaders.node.load(key);
  if (found?.namespace == null) return null;
  const holder = await holderOf(key, context);
  return maskReason(labels.of(found.namespace, found.value), caller, holder?.purposes ?? []);
}

async function holderOf(key: string, { loaders }: IdentityContext): Promise<CustomerRecord | null> {
  const customer = (await loaders.node.load(key))?.customer ?? null;
  if (customer === null) return null;
  const found = await loaders.customer.load(customer);
  return found.kind === "found" ? found.record : null;
}
