import { randomUUID } from "node:crypto";
import type { Caller } from "../platform/caller.ts";
import type { Clock } from "../platform/clock.ts";
import { AppError, badInput } from "../platform/errors.ts";
import {
  sameReceipt,
  type ConsentPort,
  type Receipt,
  type RecordConsent,
  type RecordConsentInput,
} from "../subgraphs/consent/index.ts";
import type { Identity } from "../subgraphs/identity/index.ts";
import { everything, type EvaluateCustomers } from "./steps/evaluate-segments.ts";
import type { DecideTogether } from "./steps/record-decisions.ts";

/** What recording a decision needs. */
export interface RecordConsentDependencies {
  readonly identity: Pick<Identity, "find" | "identify" | "resolve">;
  readonly consent: Pick<ConsentPort, "receiptIdOf" | "receipt" | "settle">;
  readonly decideTogether: DecideTogether;
  readonly evaluate: EvaluateCustomers;
  readonly purposes: ReadonlySet<string>;
  readonly clock: Clock;
}

const LONGEST_ID = 100;
const LONGEST_EVIDENCE = 500;

/** Makes the verb behind the mutation `recordConsent`: in force, in consent and in identity, before it answers. */
export function createRecordConsent(dependencies: RecordConsentDependencies): RecordConsent {
  const { consent, decideTogether, evaluate } = dependencies;
  return async (input, caller) => {
    const receipt = await toReceipt(input, caller, dependencies);
    const before = await consent.receipt(receipt._id);
    if (before !== null && !sameReceipt(before, withDefaultsOf(before, receipt, input)))
      throw new AppError("CONFLICT", "input.receiptId: a receipt with other content has this id.", {
        field: "input.receiptId",
      });
    const concerned = before === null ? await decideTogether([receipt], "told") : [];
    if (before === null) {
      await evaluate(concerned.map(everything), []);
      await consent.settle([receipt._id]);
    }
    const customer = await whose(input, dependencies);
    return { receipt: before ?? receipt, customer: customer?.id ?? null };
  };
}

// What the sender left out was filled in at the first recording; a repeat leaves it out again and means the same.
function withDefaultsOf(before: Receipt, receipt: Receipt, input: RecordConsentInput): Receipt {
  const dated = input.decidedAt === null || input.decidedAt === undefined;
  const names = input.customer.id === null || input.customer.id === undefined;
  return {
    ...receipt,
    at: dated ? before.at : receipt.at,
    // A customer's identifiers grow; the receipt speaks for those it had.
    names: names ? receipt.names : before.names,
  };
}

async function toReceipt(
  input: RecordConsentInput,
  caller: Caller,
  dependencies: RecordConsentDependencies,
): Promise<Receipt> {
  const { consent, clock } = dependencies;
  const now = clock();
  const receiptId = input.receiptId ?? randomUUID();
  if (receiptId === "" || receiptId.length > LONGEST_ID)
    throw badInput("input.receiptId", `must have 1 to ${String(LONGEST_ID)} characters`);
  const at = input.decidedAt ?? now;
  if (at.getTime() > now.getTime())
    throw badInput("input.decidedAt", "is in the future; a decision is recorded once it is made");
  const evidence = input.evidence ?? "";
  if (evidence.length > LONGEST_EVIDENCE)
    throw badInput("input.evidence", `must have at most ${String(LONGEST_EVIDENCE)} characters`);
  return {
    _id: consent.receiptIdOf(caller.source, receiptId),
    names: await named(input, at, caller, dependencies),
    decisions: toDecisions(input, dependencies.purposes),
    at,
    recordedAt: now,
    source: caller.source,
    ...(evidence === "" ? {} : { evidence }),
    todo: true,
  };
}

function toDecisions(
  { decisions }: RecordConsentInput,
  purposes: ReadonlySet<string>,
): Receipt["decisions"] {
  if (decisions.length === 0) throw badInput("input.decisions", "is empty; give at least one");
  const seen = new Set<string>();
  return decisions.map(({ purpose, decision }, i) => {
    const field = `input.decisions[${String(i)}].purpose`;
    if (!purposes.has(purpose)) throw badInput(field, "is not defined; see Query.purposes");
    if (seen.has(purpose)) throw badInput(field, "is decided twice in one receipt");
    seen.add(purpose);
    return { purpose, denied: decision === "DENIED" };
  });
}

/** The keys of the identifiers that the receipt speaks for; one that nobody holds yet becomes evidence of its own. */
async function named(
  input: RecordConsentInput,
  at: Date,
  caller: Caller,
  { identity, consent, evaluate }: RecordConsentDependencies,
): Promise<readonly string[]> {
  const { id, identifier } = input.customer;
  if (identifier === null || identifier === undefined) {
    const [found] = await identity.find([{ id: id ?? "" }]);
    if (found === null || found === undefined)
      throw new AppError("NOT_FOUND", "input.customer.id: nobody has this id.", {
        field: "input.customer.id",
      });
    return found.identifiers;
  }
  const { profile, identifiers, ignored } = identity.identify([identifier]);
  if (profile === null)
    throw badInput("input.customer.identifier", ignored[0]?.reason ?? "identifies nobody");
  const event = consent.receiptIdOf(caller.source, input.receiptId ?? profile);
  const evidence = { event, at, source: caller.source, profile, identifiers, traits: {} };
  const { changed, gone } = await identity.resolve([evidence]);
  // Somebody new need not hold what the decision concerns: an identifier that many share is nobody's.
  if (changed.length + gone.length > 0) await evaluate(changed.map(everything), gone);
  return identifiers.map((key) => key.id);
}

async function whose(
  { customer: { id, identifier } }: RecordConsentInput,
  { identity }: RecordConsentDependencies,
): Promise<{ readonly id: string } | null> {
  const selector =
    identifier === null || identifier === undefined ? { id: id ?? "" } : { identifier };
  const [found] = await identity.find([selector]);
  return found ?? null;
}
