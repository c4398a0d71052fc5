import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { CommandStartedEvent } from "mongodb";
import type { Database } from "../../platform/mongo.ts";
import { by, CUSTOMER_360, CUSTOMERS_360 } from "../support/client.ts";
import { dropAndClose, testDatabase } from "../support/database.ts";
import { openTestGraph, type TestGraph } from "../support/graph.ts";

let database: Database;
let graph: TestGraph;
const MOST_COMMANDS = 6;

beforeAll(async () => {
  database = await testDatabase("read_cost");
  graph = await openTestGraph(database);
  for (const id of ["one", "two"])
    await graph.segments.upsert(
      { id, name: id, purpose: "service", rule: { event: { name: "Viewed", atLeast: 1 } } },
      "test",
    );
  const at = Date.now() - 3_600_000;
  for (let person = 0; person < 100; person += 1)
    await graph.send(
      Array.from({ length: 25 }, (_, i) => ({
        type: i === 0 ? "identify" : "track",
        event: i === 0 ? undefined : "Viewed",
        messageId: `m-${String(person)}-${String(i)}`,
        userId: `user-${String(person)}`,
        anonymousId: `visit-${String(person)}-${String(i % 4)}`,
        traits: i === 0 ? { email: `p${String(person)}@mailhaven.de`, plan: "free" } : undefined,
        context: i === 1 ? { consent: { categoryPreferences: { marketing: true } } } : {},
        timestamp: new Date(at + i * 1_000).toISOString(),
      })),
    );
  for (let part = 0; part < 2; part += 1)
    await graph.send(
      Array.from({ length: 500 }, (_, i) => ({
        type: "track",
        event: "Viewed",
        messageId: `big-${String(part)}-${String(i)}`,
        userId: "big",
        anonymousId: `big-${String(part * 500 + i)}`,
        timestamp: new Date(at + (part * 500 + i) * 1_000).toISOString(),
      })),
    );
  await graph.rest();
}, 60_000);
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

interface Command {
  readonly name: string;
  readonly command: Record<string, unknown>;
}

/** The commands that a query costs, once what changes seldom has been read. */
async function commandsOf(work: () => Promise<unknown>): Promise<Command[]> {
  await work();
  const seen: Command[] = [];
  const note = ({ commandName: name, command, databaseName }: CommandStartedEvent): void => {
    if (databaseName === database.db.databaseName) seen.push({ name, command: { ...command } });
  };
  database.client.on("commandStarted", note);
  await work();
  database.client.off("commandStarted", note);
  return seen;
}

describe("a 360 query", () => {
  it("costs the same number of commands for 1, 10 and 100 customers", async () => {
    const counts: number[] = [];
    for (const size of [1, 10, 100]) {
      const selectors = Array.from({ length: size }, (_, i) => ({
        identifier: { namespace: "email", value: `p${String(i)}@mailhaven.de` },
      }));
      const ask = async (): Promise<void> => {
        const { data, errors } = await graph.query(CUSTOMERS_360, { by: selectors });
        expect(errors).toBeUndefined();
        expect((data?.["customers"] as unknown[]).filter((one) => one !== null)).toHaveLength(size);
      };
      // What is read once a second for whoever asks (which computed traits are complete) may fall into one of them.
      const each: number[] = [];
      for (let turn = 0; turn < 3; turn += 1) each.push((await commandsOf(ask)).length);
      counts.push(Math.min(...each));
    }
    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toBeLessThanOrEqual(MOST_COMMANDS);
  });

  it("examines at most twice the documents that it returns, also for a customer of 1,000 profiles", async () => {
    for (const [variables, profiles] of [
      [by("email", "p1@mailhaven.de"), 4],
      [by("user_id", "big"), 1_000],
    ] as const) {
      const commands = await commandsOf(async () => {
        const { data } = await graph.query(CUSTOMER_360, variables as Record<string, unknown>);
        const customer = data?.["customer"] as { events: { nodes: unknown[] } };
        expect(customer.events.nodes).toHaveLength(20);
      });
      expect(commands.length).toBeLessThanOrEqual(MOST_COMMANDS);
      let examined = 0;
      let returned = 0;
      for (const { name, command } of commands) {
        const stats = await measured(name, command);
        examined += stats.examined;
        returned += stats.returned;
      }
      expect(returned).toBeGreaterThan(profiles);
      expect(examined).toBeLessThanOrEqual(2 * returned);
    }
  }, 60_000);
});

/** Runs a command again under the profiler: what the server examined, and how many documents came back, inner ones counted. */
async function measured(
  name: string,
  started: Record<string, unknown>,
): Promise<{ examined: number; returned: number }> {
  const { lsid: _, $db: __, $clusterTime: ___, txnNumber: ____, ...command } = started;
  const mark = `measured-${String(Math.random())}`;
  await database.db.command({ profile: 2 });
  const reply = await database.db.command({ ...command, comment: mark });
  await database.db.command({ profile: 0 });
  const entries = await database.db
    .collection("system.profile")
    .find({ "command.comment": mark })
    .toArray();
  expect(entries.length).toBeGreaterThan(0);
  const batch = (reply["cursor"] as { firstBatch: Record<string, unknown>[] }).firstBatch;
  expect(["find", "aggregate"]).toContain(name);
  return {
    examined: entries.reduce((sum, { docsExamined }) => sum + Number(docsExamined ?? 0), 0),
    returned: batch.reduce((sum, document) => sum + documentsIn(document), 0),
  };
}

/** Rows of a `$lookup` are documents too; a row that only groups them is none. */
function documentsIn(document: Record<string, unknown>): number {
  const inner = Object.values(document).filter(
    (value): value is unknown[] => Array.isArray(value) && value.some(isJoined),
  );
  return inner.length === 0 ? 1 : inner.reduce((sum, rows) => sum + rows.length, 0);
}

function isJoined(value: unknown): boolean {
  return typeof value === "object" && value !== null && "_id" in value;
}
