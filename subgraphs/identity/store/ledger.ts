import { randomBytes } from "node:crypto";
import type { ClientSession } from "mongodb";
import type { IdentityStore, OperationDocument } from "./collections.ts";

/** A new id of an operation. */
export function newOperationId(): string {
  return `o${randomBytes(16).toString("base64url")}`;
}

/** Writes an operation into the ledger, within the transaction that does it; nothing in it is changed ever after. */
export async function insertOperation(
  { operations }: IdentityStore,
  operation: Omit<OperationDocument, "todo">,
  session: ClientSession,
): Promise<void> {
  await operations.insertOne({ ...operation, todo: true }, { session });
}

/** An operation; null where there is none. */
export function operationBy(
  { operations }: IdentityStore,
  id: string,
  session?: ClientSession,
): Promise<OperationDocument | null> {
  return operations.findOne({ _id: id }, session === undefined ? {} : { session });
}

/** The operation that took back another, or a decision. */
export function operationThatUndid(
  { operations }: IdentityStore,
  id: string,
  session: ClientSession,
): Promise<OperationDocument | null> {
  return operations.findOne({ undid: id }, { session, sort: { at: -1 } });
}

/** Operations whose customers were not evaluated since. */
export function openOperations(
  { operations }: IdentityStore,
  limit: number,
): Promise<OperationDocument[]> {
  return operations.find({ todo: true }).limit(limit).toArray();
}

/** Takes the mark off operations whose customers were evaluated. */
export async function settleOperations(
  { operations }: IdentityStore,
  ids: readonly string[],
): Promise<void> {
  await operations.updateMany({ _id: { $in: [...ids] } }, { $unset: { todo: 1 } });
}
