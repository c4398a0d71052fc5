import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { dropAndClose, testDatabase } from "../support/database.ts";
import { runToEnd, start, type Started } from "../support/start-process.ts";
import type { Database } from "../../platform/mongo.ts";

const ROWS = 12_000;
const folder = mkdtempSync(join(tmpdir(), "customer-graph-import-"));
let database: Database;
let settings: Record<string, string>;
let server: Started;

beforeAll(async () => {
  database = await testDatabase("import");
  settings = {
    NODE_ENV: "test",
    DATA_DIR: folder,
    PORT: "0",
    SAMPLE_FEED: "off",
    MONGODB_URI: process.env["TEST_MONGODB_URI"] ?? "",
    MONGODB_DATABASE: database.db.databaseName,
  };
  server = await start(["app/start.ts"], settings);
}, 30_000);

afterAll(async () => {
  await server.stop();
  await dropAndClose(database);
  rmSync(folder, { recursive: true, force: true });
});

interface Import {
  readonly state: string;
  readonly records: number;
  readonly bytes: number;
  readonly outcomes: Record<string, number>;
  readonly reasons: Record<string, { count: number; example: string }>;
}

async function call(
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; import?: Import; error?: { code: string; message: string } }> {
  const response = await fetch(new URL(path, server.url), {
    ...init,
    headers: { authorization: "Bearer demo-admin", "x-source": "crm", ...(init.headers as object) },
  });
  return { status: response.status, ...((await response.json()) as object) };
}

const post = (path: string, body: string): ReturnType<typeof call> =>
  call(path, { method: "POST", body, headers: { "content-type": "text/csv" } });

function sumOf(outcomes: Record<string, number>): number {
  return Object.values(outcomes).reduce((sum, n) => sum + n, 0);
}

describe("npm run ingest", () => {
  it("takes a whole file in, once, through a kill of the server and of itself", async () => {
    const file = join(folder, "contacts.csv");
    const out = createWriteStream(file);
    out.write("crm_id,first_name,email,updated_at\n");
    for (let i = 0; i < ROWS; i += 1)
      out.write(
        `C-${String(i)},Name ${String(i % 97)},p${String(i)}@mail.de,2026-05-01T00:00:00Z\n`,
      );
    out.end();
    await once(out, "finish");
    const { port } = new URL(server.url);
    const command = ["app/ingest.ts", file, "--source", "crm", "--url", server.url];
    const stored = () => database.db.collection("events").countDocuments();

    const loading = runToEnd(command, {});
    while ((await stored()) < ROWS / 10) await sleep(20);
    await server.stop("SIGKILL");
    expect(await stored()).toBeLessThan(ROWS);
    server = await start(["app/start.ts"], { ...settings, PORT: port });
    const { code, text } = await loading;
    expect([code, text]).toEqual([0, expect.stringContaining(`${String(ROWS)} records:`)]);
    const [, accepted, duplicate, rest] =
      /(\d+) accepted, (\d+) duplicate, (.*)/.exec(text.slice(text.lastIndexOf("records:"))) ?? [];
    expect(Number(accepted) + Number(duplicate)).toBe(ROWS);
    expect(rest).toBe("0 quarantined, 0 rejected");
    expect(await stored()).toBe(ROWS);

    // Run again, it has nothing to do.
    const again = await runToEnd(command, {});
    expect(again.text).toContain(`${String(ROWS)} records: ${String(accepted)} accepted`);
    expect(await stored()).toBe(ROWS);
  }, 90_000);

  it("names what is wrong with its arguments", async () => {
    writeFileSync(join(folder, "x.xls"), "");
    const { code, text } = await runToEnd(["app/ingest.ts", join(folder, "x.xls"), "none.csv"], {});
    expect(code).toBe(1);
    expect(text).toContain("--source: is required");
    expect(text).toContain("x.xls: is neither .csv");
    expect(text).toContain("none.csv: is not a file");
  });
});

describe("POST /v1/import", () => {
  it("outlives a sender that goes away in the middle", async () => {
    const cut = new AbortController();
    const body = new ReadableStream({
      start: (stream) => {
        stream.enqueue(new TextEncoder().encode("crm_id,email\nG-1,g1@mail.de\n"));
        setTimeout(() => {
          cut.abort();
        }, 200);
      },
    });
    const init = { method: "POST", body, duplex: "half", signal: cut.signal };
    await expect(
      call("/v1/import?id=gone", {
        ...init,
        headers: { "content-type": "text/csv" },
      }),
    ).rejects.toThrow();
    expect((await call("/v1/import/gone")).import).toMatchObject({ state: "running" });
    const rest = await post("/v1/import?id=gone", "crm_id,email\nG-1,g1@mail.de\nG-2,g2@mail.de\n");
    const { outcomes } = rest.import ?? {};
    expect(Number(outcomes?.["accepted"]) + Number(outcomes?.["duplicate"])).toBe(2);
  });

  it("counts every record by outcome and reason, and goes on where it was cut off", async () => {
    const header = "crm_id,email,updated_at\n";
    const rows = [
      "K-1,k1@mail.de,2026-05-01",
      "K-2",
      "K-3,k3@mail.de,not a day",
      "K-4,k4@mail.de,2026-05-02",
    ];
    const whole = `${header}${rows.join("\n")}\n`;
    const done = await post("/v1/import?id=cut&name=cut.csv", whole);
    expect(done.import).toMatchObject({
      state: "done",
      records: 4,
      bytes: Buffer.byteLength(whole),
      outcomes: { accepted: 2, duplicate: 0, quarantined: 1, rejected: 1, unchanged: 0 },
    });
    expect(Object.keys(done.import?.reasons ?? {}).sort()).toEqual([
      "invalid_time",
      "unreadable_record",
    ]);
    expect(done.import?.reasons["unreadable_record"]?.example).toContain("record 2:");
    // The same again: it is done.
    expect((await post("/v1/import?id=cut&name=cut.csv", whole)).import).toEqual(done.import);
    // Without its id the rows themselves are known.
    const repeat = await post("/v1/import", whole);
    expect(repeat.import?.outcomes).toMatchObject({ accepted: 0, duplicate: 2, rejected: 1 });
    const wrong = await post("/v1/import?id=new&offset=7", whole);
    expect(wrong).toMatchObject({ status: 409, error: { code: "CONFLICT" } });
  });

  it("sends of a table only what its watermark has not seen, ties included", async () => {
    const load = (id: string, rows: readonly string[]) =>
      post(
        `/v1/import?id=${id}&table=accounts&watermark=updated_at`,
        `crm_id,plan,updated_at\n${rows.join("\n")}\n`,
      );
    const first = await load("w1", ["A-1,free,2026-06-02 10:00:00", "A-2,free,2026-06-01"]);
    expect(first.import?.outcomes).toMatchObject({ accepted: 2, unchanged: 0 });
    const second = await load("w2", [
      "A-1,free,2026-06-02 10:00:00",
      "A-2,free,2026-06-01",
      "A-3,plus,2026-06-02T10:00:00Z",
      "A-2,plus,2026-06-03",
    ]);
    expect(second.import?.outcomes).toMatchObject({ accepted: 2, duplicate: 1, unchanged: 1 });
    expect(sumOf(second.import?.outcomes ?? {})).toBe(4);
  });

  it("says what is wrong with a request, and what no file is", async () => {
    expect(
      await call("/v1/import", {
        method: "POST",
        body: "x",
        headers: { "content-type": "text/plain" },
      }),
    ).toMatchObject({
      status: 415,
    });
    expect(await post("/v1/import?id=a%20b", "")).toMatchObject({
      status: 400,
      error: { message: expect.stringContaining("id:") },
    });
    expect(await post("/v1/import?id=twice", "a,a\n1,2\n")).toMatchObject({
      status: 400,
      error: { message: expect.stringContaining("two columns") },
    });
    expect((await call("/v1/import/twice")).import?.state).toBe("failed");
    expect(await call("/v1/import/none")).toMatchObject({ status: 404 });
    expect(await call("/v1/import", { method: "PUT" })).toMatchObject({ status: 405 });
    const cut = await call("/v1/import?id=gz", {
      method: "POST",
      body: "no gzip",
      headers: { "content-type": "text/csv", "content-encoding": "gzip" },
    });
    expect(cut).toMatchObject({ status: 400, error: { message: expect.stringContaining("gzip") } });
  });
});
