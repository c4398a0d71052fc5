import type { Timestamp } from "mongodb";
import type { Clock } from "../../platform/clock.ts";
import type { Purpose } from "../../platform/purposes.ts";
import { checkDefinition, type WrittenDefinition } from "./define.ts";
import type { Definitions } from "./definitions.ts";
import type { CustomerFacts, FactsNeeded, Touch } from "./domain/customer-facts.ts";
import { factsNeeded } from "./domain/facts-needed.ts";
import { membershipsOf } from "./domain/membership.ts";
import { openHotCustomers, type HotCustomers } from "./hot-customers.ts";
import type { SegmentDefinition } from "./domain/segment-definition.ts";
import { rebase, type MembershipsDocument, type SegmentsStore } from "./store.ts";
import { writeMemberships } from "./write-memberships.ts";

/** What an evaluation is made with. */
export interface Evaluation {
  readonly definitions: readonly SegmentDefinition[];
  readonly now: Date;
  /** The cluster time before anything that it rests on was read. */
  readonly stamp: Timestamp;
}

/** Versions over whose customers an evaluation is still to go, and up to whom it went. */
export interface Backfill {
  readonly versions: readonly { readonly id: string; readonly version: number }[];
  readonly cursor: string | null;
}

/** The verbs of segments. */
export interface SegmentsPort {
  /** What is defined now; read it after the stamp of the evaluation that it is for. */
  definitions(): Promise<readonly SegmentDefinition[]>;
  /** Defines a segment or its next version, on nobody's behalf but the process's; throws `BAD_USER_INPUT`. */
  upsert(
    written: WrittenDefinition,
    by: string,
  ): Promise<{ readonly segment: SegmentDefinition; readonly changed: boolean }>;
  /** Customers of very much evidence, who are evaluated once for many batches. */
  readonly hot: HotCustomers;
  /** Whom touches concern, and what must be known of them. */
  needs(touches: readonly Touch[], definitions: readonly SegmentDefinition[]): FactsNeeded;
  /**
   * Computes and writes the memberships that follow from facts, against all definitions; `gone` are ids that are no
   * customer's any more. What was read later is never overwritten. Three commands for some hundred customers.
   */
  evaluate(
    facts: readonly CustomerFacts[],
    gone: readonly string[],
    evaluation: Evaluation,
  ): Promise<void>;
  /** Ids of the segments that facts are in, ascending; writes nothing. */
  assess(facts: CustomerFacts, definitions: readonly SegmentDefinition[], now: Date): string[];
  /** Up to `limit` customers for whom something changes by time alone at or before `now`. */
  due(now: Date, limit: number): Promise<string[]>;
  /**
   * The evaluation of everybody that new versions ask for, or that rest on another basis than this process's; null where
   * there is none.
   */
  backfill(): Promise<Backfill | null>;
  /** Keeps how far that evaluation has come; null once everybody has been evaluated. */
  advance(versions: Backfill["versions"], to: string | null): Promise<void>;
}

/** The verbs over a store. */
export function createPort(
  store: SegmentsStore,
  definitions: Definitions,
  purposes: readonly Purpose[],
  clock: Clock,
  basis: string,
  onChanged: () => void,
): SegmentsPort {
  let isRebased = false;
  return {
    definitions: () => definitions.read(),

    upsert: async (written, by) => {
      const result = await definitions.put(checkDefinition(written, purposes), by, clock());
      if (result.changed) onChanged();
      return result;
    },

    hot: openHotCustomers(store),

    needs: factsNeeded,

    evaluate: (facts, gone, { definitions: all, now, stamp }) =>
      writeMemberships(store, [
        ...facts.map((known) => {
          const { memberships, nextChangeAt } = membershipsOf(known, all, now);
          return toDocument(known.customer, stamp, memberships, nextChangeAt);
        }),
        ...gone.map((_id) => ({
          _id,
          read: { stamp, memberships: [], members: [], goneAt: now },
        })),
      ]),

    assess: (facts, all, now) =>
      membershipsOf(facts, all, now)
        .memberships.flatMap(({ segment, exitedAt }) => (exitedAt === null ? segment : []))
        .sort(),

    due: async (now, limit) => {
      const found = await store.memberships
        .find(
          { "read.due": { $lte: now } },
          { projection: { _id: 1 }, sort: { "read.due": 1 }, limit },
        )
        .toArray();
      return found.map(({ _id }) => _id);
    },

    backfill: async () => {
      if (!isRebased) await rebase(store, basis);
      isRebased = true;
      const found = await store.definitions
        .find({ $expr: { $lt: ["$evaluatedVersion", "$version"] } })
        .toArray();
      const cursors = found.map(({ cursor }) => cursor);
      // Versions that began at different times go together from where the last of them is.
      const cursor = cursors.some((one) => one === null) ? null : (cursors.sort()[0] ?? null);
      if (found.length === 0) return null;
      return { versions: found.map(({ _id: id, version }) => ({ id, version })), cursor };
    },

    advance: async (versions, to) => {
      await store.definitions.bulkWrite(
        versions.map(({ id, version }) => ({
          updateOne: {
            filter: { _id: id, version },
            update: { $set: to === null ? { evaluatedVersion: version } : { cursor: to } },
          },
        })),
      );
    },
  };
}

function toDocument(
  customer: string,
  stamp: Timestamp,
  memberships: MembershipsDocument["read"]["memberships"],
  due: Date | null,
): MembershipsDocument {
  const members = memberships.flatMap(({ segment, exitedAt }) =>
    exitedAt === null ? segment : [],
  );
  return {
    _id: customer,
    read: { stamp, memberships, members, ...(due === null ? {} : { due }) },
  };
}
