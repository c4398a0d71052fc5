import type { Clock } from "../../platform/clock.ts";
import { addFlow, type FlowCounts } from "./domain/metrics/flow-counts.ts";
import { findStitchAlarm, type StitchAlarm } from "./domain/metrics/stitch-alarm.ts";
import { holdersOf } from "./store/customers.ts";
import type { PlanContext } from "./store/match/guard.ts";
import { addCounts, readCounts, type CountedHour } from "./store/metrics/counts.ts";
import { countStock, type Stock } from "./store/metrics/stock.ts";

/** The verbs of identity's figures. */
export interface IdentityMetricsPort {
  /** Adds what was counted to what is stored, under the hour that it is now. */
  add(counts: FlowCounts): Promise<void>;
  /** The ids among these whose customer has an anchor now. Two commands. */
  anchored(customers: readonly string[]): Promise<ReadonlySet<string>>;
  /** What was counted on the last so many days, today among them: by UTC day, ascending. */
  days(days: number): Promise<CountedDay[]>;
  /** What there is; as old as a minute, and older where counting takes more than three seconds. */
  stock(): Promise<Stock>;
  /** Whether stitching has stopped; null where all is well. */
  stitchAlarm(): Promise<StitchAlarm | null>;
}

/** What was counted on a day. */
export interface CountedDay extends FlowCounts {
  readonly day: Date;
}

const DAY_MS = 24 * 3_600_000;
const STOCK_MS = 60_000;
/** Counting takes at most one part in so many of the time. */
const REST = 20;
const ALARM_DAYS = 31;

/** The verbs over a store. */
export function createMetricsPort(
  context: PlanContext & { readonly clock: Clock },
): IdentityMetricsPort {
  const { store, rules, clock } = context;
  const anchors = rules.byRank.filter((rule) => rule.class === "anchor").map(({ name }) => name);
  const kept: { stock: Promise<Stock> | null; until: number } = { stock: null, until: 0 };

  const count = async (): Promise<Stock> => {
    const began = performance.now();
    try {
      const stock = await countStock(context, clock());
      const now = performance.now();
      kept.until = now + Math.max(STOCK_MS, (now - began) * REST);
      return stock;
    } catch (error) {
      kept.stock = null;
      throw error;
    }
  };

  return {
    add: (counts) => addCounts(store, counts, clock()),

    anchored: async (customers) => {
      // What was merged away since leads to its survivor, as any id does.
      const holders = await holdersOf(store, customers);
      const living = [...new Set([...holders.values()].flatMap((id) => id ?? []))];
      const found = await store.identifiers.distinct("customer", {
        customer: { $in: living },
        ns: { $in: anchors },
      });
      const known = new Set(found);
      return new Set(customers.filter((id) => known.has(holders.get(id) ?? "")));
    },

    days: async (days) => {
      const today = Math.floor(clock().getTime() / DAY_MS) * DAY_MS;
      const hours = await readCounts(store, new Date(today - (days - 1) * DAY_MS));
      return Array.from({ length: days }, (_, i) => {
        const day = new Date(today - (days - 1 - i) * DAY_MS);
        return { day, ...addFlow(hours.filter((one) => isOf(one, day))) };
      });
    },

    stock: () => {
      if (kept.stock === null || performance.now() >= kept.until) {
        // One at a time: until it is there, everybody waits for the same.
        kept.until = Infinity;
        kept.stock = count();
      }
      return kept.stock;
    },

    stitchAlarm: async () => {
      const now = clock();
      return findStitchAlarm(
        await readCounts(store, new Date(now.getTime() - ALARM_DAYS * DAY_MS)),
        now,
      );
    },
  };
}

function isOf({ hour }: CountedHour, day: Date): boolean {
  const since = hour.getTime() - day.getTime();
  return since >= 0 && since < DAY_MS;
}
