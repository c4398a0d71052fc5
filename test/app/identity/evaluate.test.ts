import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { dirtyPeople } from "../../../bench/dirty-people.ts";
import { seededRandom } from "../../../platform/random.ts";
import { matchModelSchema } from "../../../subgraphs/identity/index.ts";

const run = promisify(execFile);
const identity = (args: string[]) =>
  run(process.execPath, ["app/run.mjs", "app/identity.ts", ...args]);

describe("npm run identity", () => {
  let folder = "";
  const config = "examples/identity/historical.json";
  const people = dirtyPeople(seededRandom("evaluate-test"), 30);
  const write = (name: string, labels: readonly string[]): string => {
    const columns = Object.keys(people[0] ?? {});
    const lines = people.map((person, i) =>
      Object.values({ ...person, cluster: labels[i] ?? "" }).join(","),
    );
    writeFileSync(join(folder, name), `${[columns.join(","), ...lines].join("\n")}\n`);
    return join(folder, name);
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "evaluate-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("measures a labelled file and ends with one line of JSON", async () => {
    const file = write(
      "people.csv",
      people.map(({ cluster }) => cluster),
    );
    const { stdout } = await identity([
      "evaluate",
      "--data",
      file,
      "--config",
      config,
      "--truth",
      "cluster",
    ]);
    const last = stdout.trim().split("\n").at(-1) ?? "";
    const shares = {
      precision: expect.any(Number),
      recall: expect.any(Number),
      f1: expect.any(Number),
    };
    expect(JSON.parse(last)).toEqual({
      records: people.length,
      seconds: expect.any(Number),
      pair: shares,
      cluster: shares,
      overMergeRate: expect.any(Number),
    });
  });

  it("lets no label reach training: other labels, even in a mapped column, give the same model", async () => {
    const read = JSON.parse(readFileSync(config, "utf8")) as { fields: Record<string, string> };
    const leaky = join(folder, "leaky.json");
    writeFileSync(
      leaky,
      JSON.stringify({ ...read, fields: { ...read.fields, cluster: "anchor" } }),
    );
    const models = [];
    for (const labels of [
      people.map(({ cluster }) => cluster),
      people.map((_, i) => `X${String(i % 7)}`),
    ]) {
      const file = write("labels.csv", labels);
      const { stdout } = await identity([
        "evaluate",
        "--data",
        file,
        "--config",
        leaky,
        "--truth",
        "cluster",
      ]);
      models.push(/Model (\S+),/.exec(stdout)?.[1]);
    }
    expect(models[0]).toMatch(/^[\w-]{16}$/);
    expect(models[1]).toBe(models[0]);
  });

  it("trains a model document", async () => {
    const out = join(folder, "model.json");
    const file = write(
      "people.csv",
      people.map(({ cluster }) => cluster),
    );
    await identity([
      "train",
      "--data",
      file,
      "--config",
      config,
      "--without",
      "occupation",
      "--out",
      out,
    ]);
    const model = matchModelSchema.parse(JSON.parse(readFileSync(out, "utf8")));
    expect(model.status).toBe("draft");
    expect(model.fields.map(({ role }) => role)).not.toContain("category");
  });

  it("names every fault of a call", async () => {
    const bad = join(folder, "bad.json");
    writeFileSync(bad, JSON.stringify({ fields: { a: "nobody" } }));
    const fault = async (args: string[]): Promise<string> => {
      try {
        return (await identity(args)).stdout;
      } catch (error) {
        return String((error as { stderr?: string }).stderr);
      }
    };
    const told = await fault(["evaluate", "--data", join(folder, "no.csv"), "--config", bad]);
    expect(told).toContain("--data:");
    expect(told).toContain("fields.a");
    expect(told).toContain("--truth: is required");
    expect(await fault(["divine"])).toContain("COMMAND: give one of");
    const file = write(
      "people.csv",
      people.map(({ cluster }) => cluster),
    );
    expect(
      await fault(["evaluate", "--data", file, "--config", config, "--truth", "nope"]),
    ).toContain("has no column nope");
  });
});
