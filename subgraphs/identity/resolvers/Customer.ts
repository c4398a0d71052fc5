import { pageSize, toConnection, type Connection } from "../../../platform/connection.ts";
import { decodeCursor, encodeCursor } from "../../../platform/cursor.ts";
import type { CustomerScope } from "../../../platform/customer-scope.ts";
import { badInput } from "../../../platform/errors.ts";
import { maskReason } from "../../../platform/labels.ts";
import type { IdentityContext } from "../context.ts";
import { traitsInForce, type CustomerRecord } from "../domain/customer-record.ts";
import type { IdentifierRef } from "../domain/rules.ts";
import type {
  CustomerIdentifiersArgs,
  CustomerTraitsArgs,
  Identifier,
  Trait,
} from "../types.generated.ts";
import { ambiguous } from "./Query.ts";

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

  traits: (
    { profiles, purposes }: CustomerRecord,
    { keys }: CustomerTraitsArgs,
    { caller, labels }: IdentityContext,
  ): Trait[] => {
    if (keys !== null && keys !== undefined && keys.length > MOST_KEYS)
      throw badInput(
        "keys",
        `has ${String(keys.length)} entries; give at most ${String(MOST_KEYS)}`,
      );
    return traitsInForce(profiles, keys ?? null).map((trait) => {
      const maskedBecause = maskReason(labels.of(trait.key, trait.value), caller, purposes);
      const masked = maskedBecause !== null;
      return { ...trait, value: masked ? null : trait.value, masked, maskedBecause };
    });
  },
};

function afterCursor(after: string | null | undefined): IdentifierRef | null {
  if (after === null || after === undefined) return null;
  const [namespace, id] = decodeCursor("after", after, ["string", "string"] as const);
  return { namespace, id };
}
