import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";

const folder = mkdtempSync(join(tmpdir(), "feed-"));
const COMMAND = ["--import", "tsx", "app/feed.ts"];

describe("npm run feed", () => {
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("writes every file, and says what it wrote", () => {
    const said = execFileSync(
      process.execPath,
      [...COMMAND, "--people", "15", "--seed", "4", "--out", folder],
      { encoding: "utf8" },
    );
    const lines = (name: string): string[] =>
      readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
    const all = lines("all.ndjson").map(
      (line) => JSON.parse(line) as { source: string; event: unknown },
    );
    expect(said).toContain(`all.ndjson: ${String(all.length)} lines`);
    for (const source of ["web", "crm", "pos", "email"]) {
      const own = all.filter((record) => record.source === source).map(({ event }) => event);
      expect(lines(`${source}.ndjson`).map((line) => JSON.parse(line) as unknown)).toEqual(own);
    }
    expect(lines("crm.csv")[0]).toMatch(/^messageId,crm_id,/);
    expect(lines("loyalty.csv")[0]).toMatch(/^messageId,loyalty_id,/);
    const truth = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as {
      people: unknown[];
    };
    expect(truth.people).toHaveLength(15);
  });

  it("names every fault at once, and writes nothing", () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [...COMMAND, "--people", "none", "--seed", "1.5", "--until", "soon", "--size", "3"],
      { encoding: "utf8" },
    );
    expect(status).toBe(1);
    for (const fault of [
      "--people: is none",
      "--seed: is 1.5",
      "--until: is soon",
      "--size: is unknown",
    ])
      expect(stderr).toContain(fault);
  });
});
