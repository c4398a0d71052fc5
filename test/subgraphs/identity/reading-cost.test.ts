import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { execute, parse } from "graphql";
import { commandsOf, toEvidence } from "./harness.ts";
import { agent, email, openReading, type Reading } from "./reading.ts";

let reading: Reading;
beforeAll(async () => {
  reading = await openReading("identity_reading_cost");
});
afterAll(() => reading.close());

const see: Reading["see"] = (...args) => reading.see(...args);
const ask: Reading["ask"] = (...args) => reading.ask(...args);

describe("reading customers", () => {
  it("costs two commands, whatever the number of customers", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 12; i += 1)
      ids.push(
        await see(
          i,
          { user_id: `c-${String(i)}`, email: `c${String(i)}@example.com` },
          { plan: i },
        ),
      );
    const query = `query ($by: [CustomerSelector!]!) { customers(by: $by) {
      id firstSeenAt scope traits { key value } identifiers { nodes { value } } } }`;
    for (const count of [1, 12]) {
      const by = ids
        .slice(0, count)
        .map((id, i) => (i % 2 === 0 ? { id } : email(`c${String(i)}@example.com`)));
      const commands = await commandsOf(
        reading.database,
        () =>
          execute({
            schema: reading.identity.schema,
            document: parse(query),
            variableValues: { by },
            contextValue: reading.identity.contextFor(agent),
          }) as Promise<unknown>,
      );
      expect(commands.map(({ name }) => name)).toEqual(["aggregate", "aggregate"]);
    }
  });

  it("examines no more than twice the documents that it returns, also of a customer of 1,000 profiles", async () => {
    const evidence = Array.from({ length: 1_000 }, (_, i) => {
      const identifiers = [
        { namespace: "user_id", value: "big" },
        { namespace: "cookie", value: `big-${String(i)}` },
      ];
      return toEvidence(reading.identity, `big${String(i)}`, { identifiers, minute: i }) ?? [];
    }).flat();
    const { customerOf } = await reading.identity.resolve(evidence);
    const [id] = customerOf.values();
    const commands = await commandsOf(reading.database, () =>
      ask(`query ($by: CustomerSelector!) { customer(by: $by) { id } }`, { by: { id } }),
    );
    let returned = 0;
    let examined = 0;
    for (const { name, command } of commands.slice(0, 2)) {
      expect(name).toBe("aggregate");
      const explained = await reading.database.db.command({
        explain: { aggregate: command["aggregate"], pipeline: command["pipeline"], cursor: {} },
        verbosity: "executionStats",
      });
      const stats = statsIn(explained);
      returned += stats.returned;
      examined += stats.examined;
      expect(JSON.stringify(explained)).not.toContain("COLLSCAN");
    }
    expect(returned).toBeGreaterThan(2_000);
    expect(examined).toBeLessThanOrEqual(2 * returned);
  });
});

/** Adds up what every part of an explained aggregate examined and returned. */
function statsIn(node: unknown): { returned: number; examined: number } {
  if (typeof node !== "object" || node === null) return { returned: 0, examined: 0 };
  const { nReturned, totalDocsExamined } = node as Record<string, unknown>;
  if (typeof nReturned === "number" && typeof totalDocsExamined === "number")
    return { returned: nReturned, examined: totalDocsExamined };
  return Object.values(node)
    .map(statsIn)
    .reduce((a, b) => ({ returned: a.returned + b.returned, examined: a.examined + b.examined }), {
      returned: 0,
      examined: 0,
    });
}
