import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Document } from "mongodb";
import type { Database } from "../../../platform/mongo.ts";
import { newEntry } from "../../../subgraphs/events/domain/quarantine/quarantine-entry.ts";
import { countLeft, listEntries } from "../../../subgraphs/events/quarantine/list.ts";
import { ensureIndexes, openStore, type EventsStore } from "../../../subgraphs/events/store.ts";
import type { QuarantineFilter } from "../../../subgraphs/events/types.generated.ts";
import { commandsOf, explained, type SentCommand } from "../../support/commands.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";

const MANY = 6_000;
/** A few in the middle are unlike all others: nobody comes upon them from either end. */
const isRare = (n: number): boolean => n >= 3_000 && n < 3_060;
const PAGE = 21;
const at = (n: number): Date => new Date(Date.parse("2026-05-01T00:00:00Z") + n * 1_000);

let database: Database;
let store: EventsStore;
beforeAll(async () => {
  database = await testDatabase("quarantine_list");
  store = openStore(database.db);
  await ensureIndexes(store);
  const entries = Array.from({ length: MANY }, (_, n) => {
    const fault = isRare(n)
      ? { code: "plan_wrong_type", field: "properties.total", message: "", plan: "shop@2" }
      : { code: "id_conflict", field: "messageId", message: "", plan: null };
    const entry = newEntry(`q${String(n)}`, {
      event: `e${String(n)}`,
      source: isRare(n) ? "pos" : "web",
      messageId: `m${String(n)}`,
      kind: "event",
      type: "TRACK",
      name: "Paid",
      call: null,
      body: "{}",
      original: null,
      fault,
      receivedAt: at(n),
    });
    return n % 2 === 0 ? entry : { ...entry, state: "DISCARDED" as const };
  });
  await store.quarantine.insertMany(entries);
});
afterAll(() => dropAndClose(database));

/** Every part of the filter by itself: one that comes later has to be here too. */
const PARTS: { readonly [Part in keyof Required<QuarantineFilter>]: QuarantineFilter } = {
  source: { source: "pos" },
  reason: { reason: "plan_wrong_type" },
  plan: { plan: "shop@2" },
  field: { field: "properties.total" },
  state: { state: "WAITING" },
  since: { since: at(3_000) },
  until: { until: at(3_060) },
};
const FILTERS: readonly (readonly [string, QuarantineFilter | null])[] = [
  ["nothing", null],
  ...Object.entries(PARTS),
  ...Object.entries(PARTS).map(
    ([part, filter]) => [`${part}, waiting`, { ...filter, state: "WAITING" }] as const,
  ),
];

async function commandOf(work: () => Promise<unknown>): Promise<SentCommand> {
  const [only, ...more] = await commandsOf(database, work);
  if (only === undefined || more.length > 0) throw new Error("one command is asked for");
  return only;
}

function stagesOf(plan: Document): string[] {
  const { winningPlan } = plan["queryPlanner"] as Document;
  return [...JSON.stringify(winningPlan).matchAll(/"stage":"(\w+)"/g)].map(
    ([, stage = ""]) => stage,
  );
}

describe("the list of very many", () => {
  it.each(FILTERS)("reads a page and no more by %s", async (_, filter) => {
    for (const order of ["newest", "oldest"] as const) {
      for (const after of [null, { receivedAt: at(3_020), id: "q3020" }]) {
        const command = await commandOf(() =>
          listEntries(store, { filter, after, size: PAGE, order }),
        );
        const plan = await explained(database, command);
        const { totalDocsExamined, totalKeysExamined } = plan["executionStats"] as {
          totalDocsExamined: number;
          totalKeysExamined: number;
        };
        expect(stagesOf(plan)).not.toEqual(expect.arrayContaining(["COLLSCAN"]));
        expect(stagesOf(plan)).not.toEqual(expect.arrayContaining(["SORT"]));
        expect(totalDocsExamined).toBeLessThanOrEqual(2 * PAGE);
        expect(totalKeysExamined).toBeLessThanOrEqual(2 * PAGE);
      }
    }
  });

  it.each(FILTERS)("counts those that wait by %s by an index alone", async (_, filter) => {
    const command = await commandOf(() => countLeft(store, filter, null));
    const plan = JSON.stringify(await explained(database, command));
    expect(plan).not.toContain("COLLSCAN");
    expect(plan).toContain('"totalDocsExamined":0');
  });
});
