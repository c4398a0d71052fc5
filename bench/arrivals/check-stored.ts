import type { Db } from "mongodb";
import { expectedOf, idOf } from "./event-of.ts";
import { OUTCOMES, type SendPlan, type Sent } from "./plan.ts";

/** What was told, and what of it does not hold. All but `sent` and `told` should be 0. */
export interface Checked {
  readonly sent: number;
  readonly told: Readonly<Record<(typeof OUTCOMES)[number], number>>;
  /** Events that no answer spoke of: sent is not the sum of what was told. */
  readonly untold: number;
  /** Told of something that cannot have become of them. */
  readonly wrong: number;
  /** Acknowledged ids that are not stored. */
  readonly lost: number;
  /** Ids that are stored more than once. */
  readonly doubled: number;
  /** Stored, though nobody was told so. */
  readonly unknown: number;
  /** How far the quarantine is from what was told to be there. */
  readonly quarantineOff: number;
}

/** Holds what a sender was told against what is stored. */
export async function checkStored(
  db: Db,
  plan: Pick<SendPlan, "name" | "feed">,
  { outcome }: Pick<Sent, "outcome">,
): Promise<Checked> {
  const told = { accepted: 0, duplicate: 0, quarantined: 0, rejected: 0 };
  const acknowledged = new Set<string>();
  let [untold, wrong] = [0, 0];
  for (const [n, place] of outcome.entries()) {
    const what = OUTCOMES[place];
    if (what === undefined) untold += 1;
    else {
      told[what] += 1;
      if (what === "accepted" || what === "duplicate") acknowledged.add(idOf(n, plan));
      if (!mayBe(what, expectedOf(n, plan))) wrong += 1;
    }
  }
  const stored = new Map<string, number>();
  const own = { messageId: { $regex: `^${plan.name}-` } };
  const found = db.collection("events").find(own, { projection: { messageId: 1 } });
  for await (const { messageId } of found) {
    const id = String(messageId);
    stored.set(id, (stored.get(id) ?? 0) + 1);
  }
  const aside = await db.collection("quarantine").countDocuments(own);
  return {
    sent: outcome.length,
    told,
    untold,
    wrong,
    lost: [...acknowledged].filter((id) => !stored.has(id)).length,
    doubled: [...stored.values()].filter((count) => count > 1).length,
    unknown: [...stored.keys()].filter((id) => !acknowledged.has(id)).length,
    quarantineOff: Math.abs(aside - told.quarantined),
  };
}

// What broke before its answer came may have been stored: its repeat is a duplicate.
function mayBe(what: (typeof OUTCOMES)[number], expected: ReturnType<typeof expectedOf>): boolean {
  switch (expected) {
    case "rejected":
      return what === "rejected";
    case "accepted":
      return what === "accepted" || what === "duplicate";
    case "accepted or quarantined":
      return what !== "rejected";
  }
}
