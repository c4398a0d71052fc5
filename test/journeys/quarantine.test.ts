import { cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { by, client, eventually } from "../support/client.ts";
import { testSettings } from "../support/settings.ts";
import { runToEnd, start } from "../support/start-process.ts";

const plan = (version: number, currencies: string): string => `
name: till
version: ${String(version)}
sources: [till]
mode: quarantine
events:
  - type: track
    name: Paid
    properties: { type: object, required: [currency], properties: { currency: { enum: ${currencies} } } }
`;

describe("events that their plan holds back", () => {
  it("come in by a new plan version and the command, once", async () => {
    const plans = mkdtempSync(join(tmpdir(), "customer-graph-plans-"));
    cpSync(new URL("../../plans", import.meta.url), plans, { recursive: true });
    const settings = { ...testSettings("quarantine"), PLANS_DIR: plans };
    writeFileSync(join(plans, "till.yml"), plan(1, "[EUR]"));
    let product = await start(["app/start.ts"], settings);
    const command = async (...words: string[]): Promise<string> => {
      const args = ["app/quarantine.ts", ...words, "--url", product.url];
      const { code, text } = await runToEnd(args, {});
      expect([code, text]).toEqual([0, expect.any(String)]);
      return text;
    };
    try {
      const paid = (n: number, currency: string) => ({
        ...{ type: "track", event: "Paid", messageId: `p${String(n)}`, userId: "till-u" },
        properties: { n, currency },
      });
      const events = [paid(1, "EUR"), paid(2, "CHF"), paid(3, "CHF"), paid(4, "?")];
      const source = { "x-source": "till" };
      expect(await client(product.url, "demo-admin").send(events, source)).toMatchObject({
        ...{ accepted: 1, quarantined: 3, rejected: 0, duplicate: 0 },
      });
      const listed = await command("list", "--source", "till", "--state", "waiting");
      expect(listed).toMatch(/3 shown/);
      expect(listed).toMatch(/plan_invalid_property/);
      expect(await command("replay", "--plan", "till@1")).toMatch(
        /0 are events now, 3 failed again, 0 skipped/,
      );
      await product.stop();

      writeFileSync(join(plans, "till.yml"), plan(2, "[EUR, CHF]"));
      product = await start(["app/start.ts"], settings);
      expect(await command("replay", "--all", "--dry-run")).toMatch(
        /2 would be events, 1 would fail again/,
      );
      expect(await command("replay", "--all")).toMatch(/2 are events now, 1 failed again/);
      const left = await command("list", "--state", "waiting");
      const id = left.split(" ", 1)[0] ?? "";
      expect(left).toMatch(/attempts 2 {2}plan_invalid_property/);
      expect(await command("show", id)).toMatch(/"plan": "till@2"/);
      await command("patch", id, "--patch", '{"properties":{"currency":"EUR"}}');
      expect(await command("replay", id)).toMatch(/1 are events now/);
      expect(await command("replay", "--all")).toMatch(/0 are events now, 0 failed/);

      const count = `query ($by: CustomerSelector!) { customer(by: $by) { eventCounts { name count } } }`;
      const counts = await eventually(
        () => client(product.url, "demo-admin").query(count, by("user_id", "till-u")),
        ({ data }) => JSON.stringify(data).includes('"count":4'),
      );
      expect(counts.data).toEqual({ customer: { eventCounts: [{ name: "Paid", count: 4 }] } });
    } finally {
      await product.stop();
    }
  }, 120_000);
});
