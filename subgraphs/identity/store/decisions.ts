import type { ClientSession } from "mongodb";
import type { Decision } from "../../../platform/purposes.ts";
import type { IdentityStore } from "./collections.ts";

/** A decision that identifiers made on a purpose. */
export interface ProjectedDecision {
  /** Keys of the identifiers that it speaks for. */
  readonly identifiers: readonly string[];
  readonly purpose: string;
  /** When it was decided: event time. */
  readonly at: Date;
  readonly denied: boolean;
}

/** Lets decisions take force where they are the newest, within the caller's transaction; answers whom they concern. */
export async function projectDecisions(
  { identifiers }: IdentityStore,
  decisions: readonly ProjectedDecision[],
  session: ClientSession,
): Promise<string[]> {
  const byIdentifier = new Map<string, Map<string, Decision>>();
  for (const { identifiers: ids, purpose, at, denied } of decisions)
    for (const id of ids) {
      const made = byIdentifier.get(id) ?? new Map<string, Decision>();
      const decision: Decision = { t: at, d: denied ? 1 : 0 };
      if (isInPlaceOf(decision, made.get(purpose))) made.set(purpose, decision);
      byIdentifier.set(id, made);
    }
  if (byIdentifier.size === 0) return [];
  // $max compares field by field: the later time wins, then the denial. Order and repetition do not matter.
  await identifiers.bulkWrite(
    [...byIdentifier].map(([_id, made]) => ({
      updateOne: {
        filter: { _id },
        update: {
          $max: Object.fromEntries(
            [...made].map(([purpose, decision]) => [`decisions.${purpose}`, decision]),
          ),
        },
        upsert: true,
      },
    })),
    { session, ordered: false },
  );
  const found = await identifiers
    .find({ _id: { $in: [...byIdentifier.keys()] } }, { projection: { customer: 1 }, session })
    .toArray();
  return [
    ...new Set(found.flatMap(({ customer }) => (typeof customer === "string" ? customer : []))),
  ];
}

function isInPlaceOf(a: Decision, b: Decision | undefined): boolean {
  return b === undefined || a.t > b.t || (+a.t === +b.t && a.d > b.d);
}
