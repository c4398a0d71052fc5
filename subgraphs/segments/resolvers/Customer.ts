import type { CustomerReference } from "../../../platform/customer-reference.ts";
import type { SegmentsContext } from "../context.ts";
import type { SegmentDefinition } from "../domain/segment-definition.ts";
import type { CustomerSegmentsArgs, MembershipStatus } from "../types.generated.ts";

interface ShownMembership {
  readonly segment: SegmentDefinition;
  readonly status: MembershipStatus;
  readonly enteredAt: Date;
  readonly exitedAt: Date | null;
  readonly version: number;
}

/** The customer's segments. */
export const Customer = {
  __resolveReference: (reference: CustomerReference): CustomerReference => reference,

  segments: async (
    { scope }: CustomerReference,
    { status }: CustomerSegmentsArgs,
    { grantOf, loaders, definitions }: SegmentsContext,
  ): Promise<readonly ShownMembership[]> => {
    const { customer, purposes } = grantOf(scope);
    const [memberships, defined] = await Promise.all([
      loaders.memberships.load(customer),
      definitions.recent(),
    ]);
    const wanted = status ?? "REALIZED";
    return memberships.flatMap(({ segment: id, version, enteredAt, exitedAt }) => {
      const segment = defined.get(id);
      // A purpose taken back hides at once what the next evaluation removes.
      if (segment === undefined || !purposes.includes(segment.purpose)) return [];
      const is = exitedAt === null ? "REALIZED" : "EXITED";
      return is === wanted ? { segment, status: is, enteredAt, exitedAt, version } : [];
    });
  },
};
