import type { ClientSession } from "mongodb";
import type { Clock } from "../../platform/clock.ts";
import { AppError, badInput } from "../../platform/errors.ts";
import type { Keys } from "../../platform/keys.ts";
import type { Database } from "../../platform/mongo.ts";
import type { Purpose } from "../../platform/purposes.ts";
import { purposesInForce } from "./domain/customer-record.ts";
import type { SourceAgreement } from "./domain/quality/agreement.ts";
import type { Evidence } from "./domain/evidence.ts";
import { createIdentify, type IdentifiedSet, type RawIdentifier } from "./domain/identify.ts";
import type { MergeForeseen } from "./domain/merge-preview.ts";
import type { OperationRequest } from "./domain/operation.ts";
import type { IdentityPolicy } from "./domain/policy.ts";
import { compileRules, type Rules } from "./domain/rules.ts";
import { selectedKey } from "./domain/selector.ts";
import type { StatedOverTime } from "./domain/statement.ts";
import { createSurvivor, type Survivorship } from "./domain/survivorship.ts";
import type { MatchPairDocument, OperationDocument } from "./store/collections.ts";
import {
  factsOf,
  holdersOf,
  partsOf,
  scanCustomers,
  type CustomerFacts,
  type CustomerParts,
} from "./store/customers.ts";
import type { PlanContext } from "./store/match/guard.ts";
import { findMatches, type FoundMatch } from "./store/match/find-matches.ts";
import { blockOf, matchProfiles } from "./store/match/match-profiles.ts";
import { readReviews, type ReviewPage } from "./store/match/review-queue.ts";
import { projectDecisions, type ProjectedDecision } from "./store/decisions.ts";
import { statedOf } from "./store/observations.ts";
import { foreseeMerge } from "./store/foresee-merge.ts";
import { openOperations, settleOperations } from "./store/ledger.ts";
import { operate } from "./store/operate.ts";
import { simulate, type PolicySimulation } from "./store/simulate.ts";
import { isBuiltBy } from "./store/rebuild-state.ts";
import { runRebuild, type RebuildOptions, type RebuildReport } from "./store/run-rebuild.ts";
import { sampleAgreement } from "./store/sample.ts";
import { resolveEvidence, type Resolution } from "./store/resolve.ts";

/** One way to name a customer: by any id or profile key ever issued, or by an identifier as a system writes it. */
export type CustomerSelection =
  { readonly id: string } | RawIdentifier | { readonly identifier: RawIdentifier };

/** A customer, by keys alone. */
export interface FoundCustomer {
  readonly id: string;
  /** Keys of its identifiers. */
  readonly identifiers: string[];
  /** Keys of its profiles. */
  readonly profiles: string[];
}

/** What rules are evaluated against. */
export interface CustomerDescription {
  readonly customer: string;
  readonly firstSeenAt: Date;
  /** Keys of its profiles. */
  readonly profiles: string[];
  /** The purposes in force. */
  readonly purposes: string[];
  /** What was in force of the traits asked for from each statement on, ascending by time, then by event. */
  readonly traits: Map<string, StatedOverTime>;
}

/** The verbs of identity. */
export interface IdentityPort {
  /** Works out the identifiers and the profile of a record; touches nothing. What identifies nobody is named as ignored. */
  identify(raw: readonly RawIdentifier[]): IdentifiedSet;
  /**
   * Takes a batch of up to 2,000 pieces of evidence in, and answers who they are about. Order, repetition and batching
   * do not matter; a batch that is worked twice answers as the first time. Throws `UNAVAILABLE`, retryable, where too
   * many resolve the same people at once.
   */
  resolve(evidence: readonly Evidence[]): Promise<Resolution>;
  /**
   * Lets decisions take force on the identifiers that they name, where they are the newest by event time (a denial
   * before a grant), within the caller's transaction. Answers the customers that hold these identifiers.
   */
  project(decisions: readonly ProjectedDecision[], session: ClientSession): Promise<string[]>;
  /**
   * Compares what these profiles say of people with everybody who is anything like them, by the model at work, and lets
   * pairs that deserve it join; does nothing where no model is. Idempotent; order does not matter.
   */
  match(profiles: readonly string[]): Promise<void>;
  /** Who is like somebody that is described by traits, at most so many; writes nothing. Empty where no model is. */
  findMatches(traits: Readonly<Record<string, unknown>>, most: number): Promise<FoundMatch[]>;
  /** A part of the review queue. */
  reviews(page: ReviewPage): Promise<MatchPairDocument[]>;
  /** The names of traits that matching reads; empty where no model is at work. */
  readonly matched: ReadonlySet<string>;
  /** The customers selected, in order; null where nobody is known by it, or where nobody holds it any more. */
  find(selections: readonly CustomerSelection[]): Promise<(FoundCustomer | null)[]>;
  /** What rules need of customers, in at most three commands; ids that are no customer's are left out. */
  describe(
    customers: readonly string[],
    traitKeys: readonly string[],
    asOne?: boolean,
  ): Promise<CustomerDescription[]>;
  /** How often sources state of a customer's traits what other sources state, on a random sample of customers. */
  sampleAgreement(size: number): Promise<SourceAgreement[]>;
  /** Up to `limit` ids of customers behind `after`, ascending. */
  scan(after: string | null, limit: number): Promise<string[]>;
  /**
   * Works everything out from its evidence and compares with what is stored; repairs unless `verify`. Memory is that of
   * a page of components. What a repair moves is left in `openOperations`.
   */
  rebuild(options: RebuildOptions): Promise<RebuildReport>;
  /** False where what is stored was made by another policy: it is to be rebuilt. */
  isBuilt(): Promise<boolean>;
  /** Up to `limit` operations whose customers are to be evaluated: merges, splits, repairs. */
  openOperations(limit: number): Promise<OpenOperation[]>;
  /** Tells that the customers of operations were evaluated. */
  settleOperations(ids: readonly string[]): Promise<void>;
  /**
   * Does what somebody decided of who is who, as a whole or not at all; asked again it answers the same. Throws
   * `NOT_FOUND`, `AMBIGUOUS_ID`, `BAD_USER_INPUT`, `CONFLICT`, `OPERATION_LIMIT`, naming the field.
   */
  operate(request: OperationRequest): Promise<OperationDone>;
  /** What a merge of the customers that two keys lead to would do; throws where one is nobody, or both are one. */
  foreseeMerge(a: string, b: string): Promise<MergeForeseen>;
  /** Works out by another policy whom it would merge and split, over so many profiles; writes nothing. */
  simulate(draft: IdentityPolicy, most: number): Promise<PolicySimulation>;
}

/** An operation as it was done, or as it had been done before. */
export type OperationDone = OpenOperation &
  Pick<OperationDocument, "kind" | "actor" | "reason" | "before" | "after"> & {
    readonly evidence: readonly string[];
    /** Ids of the decisions that it made. */
    readonly overrides: readonly string[];
  };

/** An operation whose customers are to be evaluated. */
export interface OpenOperation {
  readonly id: string;
  readonly at: Date;
  readonly changed: readonly string[];
  readonly gone: readonly string[];
}

/** What the verbs need. */
export interface PortDependencies extends PlanContext {
  readonly database: Pick<Database, "transaction">;
  readonly survivorship: Survivorship;
  readonly keys: Keys;
  readonly purposes: readonly Purpose[];
  readonly clock: Clock;
}

/** As much as one request may bring: what comes together is worked together. */
const MOST_EVIDENCE = 2_500;

/** The verbs over a store. */
export function createPort(dependencies: PortDependencies): IdentityPort {
  const { store, rules, survivorship, keys, purposes } = dependencies;
  return {
    identify: createIdentify(rules, keys),

    resolve: async (evidence) => {
      if (evidence.length > MOST_EVIDENCE)
        throw badInput(
          "evidence",
          `has ${String(evidence.length)}; give at most ${String(MOST_EVIDENCE)}`,
        );
      return await resolveEvidence(evidence, dependencies);
    },

    match: (profiles) => matchProfiles(profiles, dependencies),

    findMatches: async (traits, most) => {
      const { matcher } = dependencies;
      if (matcher === null) return [];
      return findMatches(store, traits, matcher, (key) => blockOf(key, keys), most);
    },

    reviews: (page) => readReviews(store, page),

    matched: dependencies.matcher?.reads ?? new Set(),

    project: (decisions, session) => projectDecisions(store, decisions, session),

    find: async (selections) => {
      const wanted = selections.map((selection) => keyOf(selection, rules, keys));
      const holders = await holdersOf(store, [...new Set(wanted.flatMap((key) => key ?? []))]);
      const customers = [...new Set([...holders.values()].flatMap((id) => id ?? []))];
      const parts = await partsOf(store, customers, { profile: {}, identifier: {} });
      return wanted.map((key) => {
        const id = key === null ? null : (holders.get(key) ?? null);
        const found = id === null ? undefined : parts.get(id);
        return id === null || found === undefined ? null : toFound(id, found);
      });
    },

    describe: async (customers, traitKeys, asOne = false) => {
      const found = await factsOf(store, customers);
      const facts = asOne ? asOneCustomer(customers, found) : found;
      const owners = new Map(
        [...facts].flatMap(([id, { profiles }]) => profiles.map((key) => [key, id] as const)),
      );
      const stated = await statedOf(store, owners, traitKeys);
      const inForce = (customer: string): Map<string, StatedOverTime> =>
        new Map(
          [...(stated.get(customer) ?? [])].map(([name, statements]) => {
            const survivor = createSurvivor(survivorship.ruleOf(name));
            const overTime = statements.map((next) => {
              const { at, event } = next;
              return { at, event, value: survivor(next)?.value ?? null };
            });
            return [name, overTime];
          }),
        );
      return [...facts].map(([customer, { profiles, firstSeenAt, decided }]) => ({
        customer,
        firstSeenAt,
        profiles,
        purposes: purposesInForce(decided, purposes),
        traits: inForce(customer),
      }));
    },

    sampleAgreement: (size) => sampleAgreement(store, size),

    scan: (after, limit) => scanCustomers(store, after, limit),

    rebuild: (options) => runRebuild(options, dependencies),

    isBuilt: () => isBuiltBy(store, rules),

    openOperations: async (limit) => {
      const open = await openOperations(store, limit);
      return open.map(({ _id: id, at, changed, gone }) => ({ id, at, changed, gone }));
    },

    settleOperations: (ids) => settleOperations(store, ids),

    operate: async (request) => {
      const {
        _id: id,
        asked: _,
        links,
        todo: _todo,
        undid: _undid,
        ...done
      } = await operate(request, dependencies);
      return { ...done, id, evidence: done.evidence ?? [], overrides: links.map((one) => one._id) };
    },

    foreseeMerge: (a, b) => foreseeMerge({ a, b }, dependencies),

    simulate: (draft, most) => simulate({ ...dependencies, rules: compileRules(draft) }, most),
  };
}

function asOneCustomer(
  [first = ""]: readonly string[],
  found: ReadonlyMap<string, CustomerFacts>,
): Map<string, CustomerFacts> {
  const all = [...found.values()];
  if (all.length === 0) return new Map();
  const one = {
    profiles: all.flatMap(({ profiles }) => profiles),
    firstSeenAt: new Date(Math.min(...all.map(({ firstSeenAt }) => firstSeenAt.getTime()))),
    decided: all.flatMap(({ decided }) => decided),
  };
  return new Map([[first, one]]);
}

function keyOf(selection: CustomerSelection, rules: Rules, keys: Keys): string | null {
  if ("id" in selection) return selection.id;
  const identifier = "identifier" in selection ? selection.identifier : selection;
  try {
    return selectedKey(identifier, "identifier", rules, keys);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function toFound(id: string, { profiles, identifiers }: CustomerParts): FoundCustomer {
  return {
    id,
    identifiers: identifiers.map((one) => one.id),
    profiles: profiles.map(({ key }) => key),
  };
}
