import { createAccept } from "../../../pipeline/acceptance/accept.ts";
import { createForesee } from "../../../pipeline/acceptance/foresee.ts";
import type { Accept } from "../../../pipeline/acceptance/item.ts";
import { readPlan } from "../../../pipeline/index.ts";
import { createJudgePlan } from "../../../pipeline/plans/judge.ts";
import { createReplay } from "../../../pipeline/quarantine/replay.ts";
import type { SourceReader } from "../../../pipeline/sources/source-kind.ts";
import type {
  EventsPort,
  QuarantineEntry,
  ReplayQuarantine,
} from "../../../subgraphs/events/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";

/** Lets through what says `ok: true`. */
const plan = readPlan(
  `
name: shop
version: 1
sources: [shop]
mode: quarantine
undeclared: { events: allow, properties: allow }
events:
  - type: track
    name: Bought
    properties: { type: object, required: [ok], properties: { ok: { const: true } } }
`,
  "shop.yml",
);

/** Who replays. */
export const caller = { client: "ops", scopes: new Set<string>(), purpose: null, source: "ops" };
/** A replay of all that waits. */
export const everything = { filter: {}, ids: null, after: null, dryRun: false };

/** Where a replay dies: before it sends, or between sending and noting. */
export type Crash = "none" | "before" | "after";

/** An event as it is stored. */
interface Stored {
  readonly _id: string;
  readonly messageId: string;
  readonly ts: Date;
  readonly properties: { readonly n: number };
}

/** A shop whose plan puts aside what is not well, and what a test sets of its world. */
export interface Shop {
  now: Date;
  crash: Crash;
  /** How long the next looks are told that there is no room, in seconds. */
  busy: number[];
  /** Null: the shop sends events, and what it calls a record is none. */
  reader: Pick<SourceReader, "read"> | null;
  readonly graph: TestGraph;
  readonly accept: Accept;
  readonly replay: ReplayQuarantine;
  send(...events: readonly object[]): ReturnType<Accept>;
  entries(): Promise<readonly QuarantineEntry[]>;
  stored(): Promise<Stored[]>;
  /** Changes every entry. */
  patch(change: object): Promise<void>;
  /** Forgets everything. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** Opens one over a database of its own. */
export async function openShop(name: string): Promise<Shop> {
  const database = await testDatabase(name);
  const graph = await openTestGraph(database);
  const { identity, events } = graph;
  const clock = (): Date => shop.now;
  const chain = {
    identity,
    events,
    clock,
    purposes: new Set<string>(),
    standardise: null,
    findPii: null,
    judgePlan: createJudgePlan([plan], () => undefined),
  };
  const accept = createAccept({
    ...chain,
    holder: () => null,
    onAccepted: () => undefined,
    watch: null,
  });
  const died = (): Promise<never> => Promise.reject(new Error("the process died"));
  const entries: Shop["entries"] = () =>
    events.quarantined.list({ filter: null, after: null, size: 1_000, order: "oldest" });
  const shop: Shop = {
    now: new Date("2026-05-01T12:00:00Z"),
    crash: "none",
    busy: [],
    reader: null,
    graph,
    accept,
    replay: createReplay({
      clock,
      readerOf: () => shop.reader,
      room: { busySeconds: () => shop.busy.shift() ?? 0 },
      foresee: createForesee(chain),
      accept: (...sent) => (shop.crash === "before" ? died() : accept(...sent)),
      events: {
        quarantined: {
          ...events.quarantined,
          end: (...ends) => (shop.crash === "after" ? died() : events.quarantined.end(...ends)),
        } satisfies EventsPort["quarantined"],
      },
    }),
    send: (...some) =>
      accept(
        some.map((raw) => ({ raw })),
        "shop",
      ),
    entries,
    stored: () => database.db.collection<Stored>("events").find().toArray(),
    patch: async (change) => {
      const ids = (await entries()).map(({ _id }) => _id);
      await events.quarantined.patch(ids, change, { by: "ops", at: shop.now });
    },
    empty: async () => {
      await Promise.all(
        ["events", "quarantine", "inbox"].map((one) => database.db.collection(one).deleteMany({})),
      );
    },
    close: async () => {
      await graph.stop();
      await dropAndClose(database);
    },
  };
  return shop;
}

/** One event; `n` tells its content from that of any other. */
export function bought(messageId: string | undefined, n: number, ok: boolean): object {
  return { type: "track", event: "Bought", messageId, userId: "u", properties: { n, ok } };
}
