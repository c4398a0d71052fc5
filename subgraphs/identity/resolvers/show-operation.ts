import type { OperationDone } from "../port.ts";
import type { OperationDocument } from "../store/collections.ts";
import type { IdentityOperation } from "../types.generated.ts";

/** An operation as it is shown. */
export function showOperation(
  operation: Omit<OperationDone, "changed" | "gone">,
): IdentityOperation {
  const { id, kind, actor, reason, evidence, at, overrides, before, after } = operation;
  const members = (side: OperationDone["before"]): IdentityOperation["before"] =>
    side.map(({ customer, profiles }) => ({ id: customer, profiles: profiles.length }));
  return {
    id,
    kind: kind.toUpperCase() as IdentityOperation["kind"],
    actor,
    reason,
    evidence,
    at,
    overrides,
    before: members(before),
    after: members(after),
  };
}

/** An entry of the ledger as it is shown. */
export function showEntry(entry: OperationDocument): IdentityOperation {
  const { _id: id, links, evidence = [] } = entry;
  return showOperation({ ...entry, id, evidence, overrides: links.map((link) => link._id) });
}
