import { randomUUID } from "node:crypto";
import { writeUpserts } from "../../platform/mongo.ts";
import type { SegmentsStore } from "./store.ts";

/** A marked customer that somebody took in hand. */
export interface TakenCustomer {
  readonly customer: string;
  readonly mark: string;
}

/** Customers who are evaluated once for many batches. */
export interface HotCustomers {
  /** Which of these are hot, as it was known within the last second: any other is evaluated at once, which is as right. */
  among(customers: readonly string[]): Promise<ReadonlySet<string>>;
  /** Has these evaluated soon: a mark, which outlives the process. From then on they are hot. */
  mark(customers: readonly string[], now: Date): Promise<void>;
  /** Those who have so much evidence are hot from now on. */
  learn(sizes: ReadonlyMap<string, number>, now: Date): Promise<void>;
  /**
   * Takes the marked customer in hand whose time came first; null where nobody's has. Others take it where it is not
   * settled within its pause: evaluating twice does no harm.
   */
  take(now: Date): Promise<TakenCustomer | null>;
  /** Takes the mark off where no other batch came meanwhile; a customer who has become small is hot no more. */
  settle(
    taken: TakenCustomer,
    evaluated: { readonly size: number; readonly tookMs: number },
    now: Date,
  ): Promise<void>;
}

/** Events and statements of one customer: from here on one is hot. */
const HOT_FROM = 2_000;
const PAUSE_MS = 1_000;
/** Of the time that passes, evaluating one customer may take so much: one part in this. */
const ONE_PART_IN = 5;
const KNOWN_MS = 1_000;
const MOST_KNOWN = 10_000;

/** The hot customers of a store. */
export function openHotCustomers({ hot }: Pick<SegmentsStore, "hot">): HotCustomers {
  let known: { readonly until: number; readonly ids: Promise<Set<string>> } = {
    until: 0,
    ids: Promise.resolve(new Set()),
  };
  const read = async (): Promise<Set<string>> => {
    const found = await hot.find({}, { projection: { _id: 1 }, limit: MOST_KNOWN }).toArray();
    return new Set(found.map(({ _id }) => _id));
  };
  const all = (): Promise<Set<string>> => {
    if (performance.now() >= known.until) {
      const ids = read();
      known = { until: performance.now() + KNOWN_MS, ids };
      ids.catch(() => {
        known = { ...known, until: 0 };
      });
    }
    return known.ids;
  };
  const upsert = async (customers: readonly string[], set: object): Promise<void> => {
    const operations = customers.map((_id) => ({
      updateOne: { filter: { _id }, update: [{ $set: set }], upsert: true },
    }));
    const refusal = await writeUpserts(hot, operations, 3);
    if (refusal !== null) throw refusal;
  };
  const pause = { $ifNull: ["$pause", PAUSE_MS] };

  return {
    among: async (customers) => {
      const ids = await all();
      return new Set(ids.size === 0 ? [] : customers.filter((customer) => ids.has(customer)));
    },

    mark: (customers, now) =>
      upsert(customers, {
        pause,
        mark: randomUUID(),
        due: { $ifNull: ["$due", { $add: [now, pause] }] },
        idleSince: "$$REMOVE",
      }),

    learn: async (sizes, now) => {
      const large = [...sizes].flatMap(([customer, size]) => (size >= HOT_FROM ? customer : []));
      if (large.length === 0) return;
      const ids = await all();
      const fresh = large.filter((customer) => !ids.has(customer));
      if (fresh.length === 0) return;
      const idleSince = { $cond: ["$mark", "$$REMOVE", now] };
      await upsert(fresh, { pause, idleSince });
      for (const customer of fresh) ids.add(customer);
    },

    take: async (now) => {
      const found = await hot.findOneAndUpdate(
        { due: { $lte: now } },
        [{ $set: { due: { $add: [now, { $multiply: ["$pause", ONE_PART_IN] }] } } }],
        { sort: { due: 1 } },
      );
      return found?.mark === undefined ? null : { customer: found._id, mark: found.mark };
    },

    settle: async ({ customer: _id, mark }, { size, tookMs }, now) => {
      const wait = Math.max(PAUSE_MS, Math.ceil(tookMs) * ONE_PART_IN);
      if (size < HOT_FROM / 2) await hot.deleteOne({ _id, mark });
      else
        await hot.updateOne({ _id, mark }, [
          { $set: { pause: wait, idleSince: now, mark: "$$REMOVE", due: "$$REMOVE" } },
        ]);
      // What came meanwhile has its time from now on, not from when it was taken.
      await hot.updateOne(
        { _id, mark: { $exists: true } },
        { $set: { pause: wait, due: new Date(now.getTime() + wait) } },
      );
    },
  };
}
