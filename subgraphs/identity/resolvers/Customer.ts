import { pageSize, toConnection, type Connection } from "../../../platform/connection.ts";
import { decodeCursor, encodeCursor } from "../../../platform/cursor.ts";
import type { CustomerScope } from "../../../platform/customer-scope.ts";
import { AppError, badInput } from "../../../platform/errors.ts";
import { maskReason } from "../../../platform/labels.ts";
import type { IdentityContext } from "../context.ts";
import type { CustomerRecord } from "../domain/customer-record.ts";
import { customerQuality } from "../domain/quality/customer-quality.ts";
import type { IdentifierRef } from "../domain/rules.ts";
import type { TraitRecord } from "../domain/trait-record.ts";
import { traitOf, traitsInForce, type TraitPart } from "../domain/traits-in-force.ts";
import type {
  CustomerIdentifiersArgs,
  CustomerQuality,
  CustomerTraitArgs,
  CustomerTraitsArgs,
  Identifier,
} from "../types.generated.ts";
import { ambiguous } from "./ambiguous.ts";
import { graphOf, historyOf, relatedOf } from "./explain-customer.ts";
import { countedOf } from "./Trait.ts";

/** An identifier as it is shown; its key makes the cursor. */
interface ShownIdentifier extends Identifier {
  readonly id: string;
}

const DEFAULT_PAGE = 50;
const MOST_KEYS = 100;

/** A person as we resolve them. */
export const Customer = {
  __resolveReference: async (
    { ref }: { readonly ref: string },
    { loaders }: IdentityContext,
  ): Promise<CustomerRecord | null> => {
    const found = await loaders.customer.load(ref);
    if (found.kind === "unheld") throw ambiguous("ref");
    return found.kind === "found" ? found.record : null;
  },

  ref: ({ id }: CustomerRecord): string => id,

  scope: (
    { id, profiles, identifiers, purposes }: CustomerRecord,
    _: unknown,
    { seal }: IdentityContext,
  ): CustomerScope =>
    seal({
      customer: id,
      profiles: profiles.map((profile) => profile.key),
      identifiers: identifiers.map((identifier) => identifier.id),
      purposes,
    }),

  identityGraph: graphOf,

  related: relatedOf,

  identityHistory: historyOf,

  identifiers: (
    { identifiers, purposes }: CustomerRecord,
    { first, after }: Partial<CustomerIdentifiersArgs>,
    { caller, labels, rules }: IdentityContext,
  ): Connection<Identifier> => {
    const size = pageSize(first, DEFAULT_PAGE);
    const behind = afterCursor(after);
    const rest =
      behind === null ? identifiers : identifiers.filter((one) => rules.compare(one, behind) > 0);
    const page = rest.slice(0, size + 1).map((one): ShownIdentifier => {
      const maskedBecause = maskReason(labels.of(one.namespace, one.value), caller, purposes);
      const masked = maskedBecause !== null;
      const value = masked ? null : one.value;
      return {
        id: one.id,
        namespace: one.namespace,
        value,
        firstSeenAt: one.first,
        masked,
        maskedBecause,
      };
    });
    return toConnection(page, size, after, ({ namespace, id }) => encodeCursor([namespace, id]));
  },

  traits: async (
    customer: CustomerRecord,
    { keys }: CustomerTraitsArgs,
    context: IdentityContext,
  ): Promise<TraitRecord[]> => {
    if (keys !== null && keys !== undefined && keys.length > MOST_KEYS)
      throw badInput(
        "keys",
        `has ${String(keys.length)} entries; give at most ${String(MOST_KEYS)}`,
      );
    const { survivorship } = context;
    const counted = await countedOf(customer, keys ?? null, context);
    const parts = traitsInForce(customer.profiles, keys ?? null, survivorship, counted);
    return parts.map((part) => toRecord(part, customer, context));
  },

  trait: async (
    customer: CustomerRecord,
    { key }: CustomerTraitArgs,
    context: IdentityContext,
  ): Promise<TraitRecord | null> => {
    const counted = await countedOf(customer, [key], context);
    const part = traitOf(customer.profiles, key, context.survivorship, counted);
    return part === null ? null : toRecord(part, customer, context);
  },

  quality: async (
    customer: CustomerRecord,
    _: unknown,
    context: IdentityContext,
  ): Promise<CustomerQuality> => {
    const { survivorship, quality: policy, traitRules, clock, keyOf, rules } = context;
    const counted = await countedOf(customer, null, context);
    return customerQuality({
      customer,
      policy,
      traitRules,
      traits: traitsInForce(customer.profiles, null, survivorship, counted),
      fitsNamespace: (namespace, value) =>
        rules.of(namespace) === undefined ? null : canIdentify(namespace, value, keyOf),
      now: clock(),
    });
  },
};

function canIdentify(namespace: string, value: unknown, keyOf: IdentityContext["keyOf"]): boolean {
  if (typeof value !== "string" && typeof value !== "number") return false;
  try {
    return keyOf({ namespace, value: String(value) }, namespace) !== "";
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

function toRecord(
  part: TraitPart,
  customer: CustomerRecord,
  { caller, labels }: IdentityContext,
): TraitRecord {
  const { key, source, updatedAt } = part;
  const maskedBecause = maskReason(labels.of(key, part.value), caller, customer.purposes);
  const masked = maskedBecause !== null;
  const value = masked ? null : part.value;
  return { key, value, source, updatedAt, masked, maskedBecause, part, customer };
}

function afterCursor(after: string | null | undefined): IdentifierRef | null {
  if (after === null || after === undefined) return null;
  const [namespace, id] = decodeCursor("after", after, ["string", "string"] as const);
  return { namespace, id };
}
