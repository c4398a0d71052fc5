import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { changed } from "./plan-text.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "customer-graph-plans-"));
  writeFileSync(join(folder, "old.yml"), changed());
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function check(text: string, ...more: string[]): { code: number | null; said: string } {
  const file = join(folder, "new.yml");
  writeFileSync(file, text);
  const args = ["--import", "tsx", "app/plan.ts", "check", file, ...more];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { code: status, said: stdout + stderr };
}

describe("npm run plan -- check", () => {
  it("ends with 1 and names every fault, by file and path", () => {
    const faulty = changed(["version: 3", "version: 0"], ["mode: warn", "mode: shout"]);
    const { code, said } = check(faulty);
    expect(code).toBe(1);
    expect(said).toContain("new.yml: version: ");
    expect(said).toContain("new.yml: events.1.mode: ");
    expect(said).not.toMatch(/node_modules|\.ts:\d/);
  });

  it("ends with 1 where a change has no number of its own", () => {
    const { code, said } = check(
      changed(["mode: warn", "mode: allow"]),
      "--against",
      join(folder, "old.yml"),
    );
    expect(code).toBe(1);
    expect(said).toContain("give every change a new number");
  });

  it("ends with 0 after a change that holds nobody back, and with 2 after one that may", () => {
    const against = ["--against", join(folder, "old.yml")];
    const mild = changed(["version: 3", "version: 4"], ["mode: warn", "mode: allow"]);
    expect(check(mild, ...against)).toMatchObject({ code: 0 });
    const harsh = changed(
      ["version: 3", "version: 4"],
      ["required: [total]", "required: [total, day]"],
    );
    const { code, said } = check(harsh, ...against);
    expect(code).toBe(2);
    expect(said).toContain("! ^ track:Order Completed: properties.day: is required");
  });

  it("says what would become of recorded events, by code and field", () => {
    const events = join(folder, "events.ndjson");
    const order = { type: "track", event: "Order Completed", userId: "u" };
    const lines = [
      { ...order, properties: { total: 1 } },
      { ...order, properties: { total: 1, lines: [{}, {}] } },
      { ...order, properties: {} },
      { type: "nothing" },
    ];
    writeFileSync(events, `${lines.map((one) => JSON.stringify(one)).join("\n")}\nno json\n`);
    const { code, said } = check(changed(), "--events", events);
    expect(code).toBe(2);
    expect(said).toMatch(
      /5 events by shop@3: 1 without fault, 0 allowed, 0 warned of, 2 put aside, 0 refused/,
    );
    expect(said).toMatch(/quarantine +1 plan_missing_property properties\.lines\[\]\.sku/);
    expect(said).toMatch(/no events: 1 unknown_type/);
    expect(said).toMatch(/no events: 1 invalid_type/);
  });
});
