import { Readable } from "node:stream";
import { createGzip, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openImports, type Imports } from "../imports/open-imports.ts";

let imports: Imports;
beforeAll(async () => {
  imports = await openImports("import_handler");
});
afterAll(() => imports.close());

const call: Imports["call"] = (...args) => imports.call(...args);
const aside = () => imports.database.db.collection<{ original: string | null }>("quarantine");

describe("a write key", () => {
  it("neither imports nor sees imports", async () => {
    expect(await call("/v1/import?id=own&name=a.csv", "crm_id\nC-1\n")).toMatchObject({
      status: 200,
    });
    for (const key of ["key-web", "key-crm"]) {
      const headers = { authorization: `Bearer ${key}` };
      const refused = {
        status: 403,
        error: { code: "FORBIDDEN", field: "authorization", message: expect.any(String) },
      };
      expect(await call("/v1/import?name=a.csv", "crm_id\nC-1\n", headers)).toMatchObject(refused);
      expect(await call("/v1/import", undefined, headers)).toMatchObject(refused);
      expect(await call("/v1/import/own", undefined, headers)).toMatchObject(refused);
      const basic = `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
      expect(await call("/v1/import", undefined, { authorization: basic })).toMatchObject(refused);
    }
    const { error } = await call("/v1/import", undefined, { authorization: "Bearer key-web" });
    expect(error?.message).toContain("import with a client's token");
    expect(await imports.database.db.collection("imports").countDocuments({ source: "web" })).toBe(
      0,
    );
  });
});

describe("a request that is none", () => {
  it("is told what is wrong with it", async () => {
    const known = { "x-source": "plain", "content-type": "constructor" };
    expect(await call("/v1/import?name=a.constructor", "crm_id\nC-1\n", known)).toMatchObject({
      status: 415,
      error: { field: "content-type" },
    });
    expect(await call("/v1/import/%E0%A4")).toMatchObject({ status: 400, error: { field: "id" } });
    expect(await call("/v1/import/a%3Ab")).toMatchObject({ status: 404, error: { field: "id" } });
  });
});

/** The most that grew outside the heap while something ran, megabytes. */
async function grown(work: () => Promise<void>): Promise<number> {
  const now = (): number => process.memoryUsage().arrayBuffers / 1024 ** 2;
  const before = now();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, now())), 10);
  await work();
  clearInterval(watch);
  return Math.max(most, now()) - before;
}

describe("the list of imports", () => {
  it("names the newest, and reads no columns for it: a file may have a megabyte of them", async () => {
    const columns = Array.from({ length: 1_000 }, (_, i) => `c${String(i)}`).join(",");
    await call("/v1/import?id=wide&name=a.csv", `${columns}\n`);
    const { imports: listed } = (await call("/v1/import")) as { imports?: { id: string }[] };
    expect(listed?.map(({ id }) => id)).toContain("wide");
    const [found] = await imports.graph.events.imports.list("plain", 1);
    expect(found).toMatchObject({ id: "wide", state: "DONE", reasons: {} });
    expect(found).not.toHaveProperty("columns");
  });
});

describe("a hostile file", () => {
  it("holds no memory by lines that are empty", async () => {
    const blank = Buffer.alloc(1024 * 1024, "\n");
    const body = Readable.from(
      (function* () {
        yield Buffer.from("\n\r\n\ufeff".slice(0, 3));
        yield Buffer.from("crm_id\n");
        for (let i = 0; i < 64; i += 1) yield blank;
        yield Buffer.from("B-1\n");
      })(),
    ).pipe(createGzip({ level: 1 }));
    const most = await grown(async () => {
      const { import: done } = await call("/v1/import?name=x.csv.gz", body);
      expect(done).toMatchObject({ state: "done", records: 1, outcomes: { accepted: 1 } });
    });
    expect(most).toBeLessThan(50);
  }, 30_000);

  it("holds no memory by a row without end, and the rows behind it come in", async () => {
    const part = Buffer.alloc(1024 * 1024, "x");
    const body = Readable.from(
      (function* () {
        yield Buffer.from('crm_id,note\nL-1,a\nL-2,"');
        for (let i = 0; i < 64; i += 1) yield part;
        yield Buffer.from('"\nL-3,c\n');
      })(),
    ).pipe(createGzip({ level: 1 }));
    const most = await grown(async () => {
      const { import: done } = await call("/v1/import?name=x.csv.gz", body);
      expect(done).toMatchObject({
        state: "done",
        records: 3,
        outcomes: { accepted: 2, rejected: 1 },
      });
      expect(done?.reasons["too_large"]?.example).toContain("record 2: The row has 67108870 bytes");
    });
    expect(most).toBeLessThan(50);
  }, 30_000);
});

describe("a table with one bad row", () => {
  it("is taken in but for a row of 1.1 MB", async () => {
    const { import: done } = await call(
      "/v1/import?name=a.csv",
      `crm_id,note\nM-1,a\nM-2,${"x".repeat(1_100_000)}\nM-3,c\n`,
    );
    expect(done).toMatchObject({ records: 3, outcomes: { accepted: 2, rejected: 1 } });
  });

  it("is taken in with a quote in the middle of a value, and without a row with text behind one", async () => {
    const { import: done } = await call(
      "/v1/import?name=a.csv",
      'crm_id,note\nQ-1,a 12" pizza\nQ-2,"a" pizza\nQ-3,"b\n""c""\nd"\n',
    );
    expect(done).toMatchObject({ records: 3, outcomes: { accepted: 2, quarantined: 1 } });
    expect(done?.reasons["unreadable_record"]?.example).toContain(
      "record 2: The row has text behind",
    );
    expect(await aside().findOne({ original: 'Q-2,"a" pizza' })).not.toBeNull();
  });

  it("ends in an error that names the line where a quote is never closed", async () => {
    const { status, error } = await call(
      "/v1/import?id=open&name=a.csv",
      `crm_id,note\nO-1,a\n\nO-2,"b\n${"O-3,c\n".repeat(400_000)}`,
    );
    expect([status, error?.code]).toEqual([400, "BAD_USER_INPUT"]);
    expect(error?.message).toContain("a quote that nothing closes");
    expect(error?.message).toContain("behind record 1 that begins in line 4");
    expect((await call("/v1/import/open")).import).toMatchObject({
      state: "failed",
      problem: error?.message,
      records: 1,
      outcomes: { accepted: 1 },
    });
  });

  it("puts aside the rows that are not UTF-8, as they came", async () => {
    const rows = Buffer.from("crm_id,name\nU-1,M\xFCller\nU-2,a\nU-3,J\xF6rg\n", "latin1");
    const sent = Buffer.concat([rows, Buffer.from("U-4,Müller \ufffd\n")]);
    const { import: done } = await call("/v1/import?name=a.csv", sent);
    expect(done).toMatchObject({ records: 4, outcomes: { quarantined: 2 } });
    expect(done?.reasons["unreadable_record"]).toMatchObject({
      count: 2,
      example: "record 1: The row is not valid UTF-8; encode the file as UTF-8.",
    });
    expect(await aside().countDocuments({ original: { $in: ["U-1,Müller", "U-3,Jörg"] } })).toBe(2);
  });

  it("fails where its header is not UTF-8, and says so though much stands behind it", async () => {
    const header = Buffer.from("crm_id,Stra\xDFe\n", "latin1");
    const sent = Buffer.concat([header, Buffer.from("H-1,a\n".repeat(2_000_000))]);
    const { status, error } = await call("/v1/import?id=header&name=a.csv", sent);
    expect([status, error?.message]).toEqual([
      400,
      expect.stringContaining("body: has a header that is not valid UTF-8"),
    ]);
    expect((await call("/v1/import/header")).import?.state).toBe("failed");
  });

  it("may be packed", async () => {
    const body = gzipSync('\ufeff\r\n\r\n"crm_id",note\r\n\r\nG-1,a\r\n\r\n');
    const { import: done } = await call("/v1/import?name=a.csv.gz", body);
    expect(done).toMatchObject({ records: 1, outcomes: { accepted: 1 } });
  });
});

describe("lines of a source that has a reader", () => {
  it("keep the digits of ids beyond 2^53, as its webhook does", async () => {
    const ids = ["115310627314723954", "115310627314723955"];
    const lines = ids.map((id) => `{"crm_id":${id},"note":"big"}`).join("\n");
    const { import: done } = await call("/v1/import?name=a.ndjson", lines, { "x-source": "crm" });
    expect(done).toMatchObject({ records: 2, outcomes: { accepted: 2 } });
    const { db } = imports.database;
    const profiles = ids.map((value) => {
      return imports.graph.identity.identify([{ namespace: "crm_id", value }]).profile;
    });
    expect(await db.collection("events").countDocuments({ profile: { $in: profiles } })).toBe(2);
    const sent = { headers: { authorization: "Bearer key-crm" }, body: lines.split("\n")[0] };
    const again = await call("/v1/sources/crm", sent.body, sent.headers);
    expect(again).toMatchObject({ status: 200, duplicate: 1 });
  });
});

describe("lines nested without end", () => {
  const deep = "[".repeat(20_000) + "]".repeat(20_000);
  const event = (field: string, messageId: string): string =>
    `{"type":"track","event":"e","userId":"u","messageId":"${messageId}","timestamp":"2026-05-01T00:00:00Z","${field}":{"a":${deep}}}`;
  const fields = ["x", "properties", "context", "integrations", "_metadata", "originalTimestamp"];

  it.each(["plain", "web"])("are refused by themselves (%s)", async (source) => {
    const calls = fields.map((field) => event(field, field));
    const good = (n: number): string =>
      JSON.stringify({
        type: "track",
        event: "e",
        userId: "u",
        messageId: `${source}-${String(n)}`,
      });
    const lines = [good(1), ...calls, good(2)].join("\n");
    const { import: done } = await call("/v1/import?name=a.ndjson", lines, { "x-source": source });
    expect(done).toMatchObject({ state: "done", outcomes: { accepted: 2, rejected: 6 } });
    expect(done?.reasons["invalid_structure"]?.count).toBe(6);
  });

  it("are put aside as they came where the source's reader can't read them", async () => {
    const bad = `{"crm_id":"D-1","note":${deep}}`;
    const lines = `${bad}\n{"crm_id":"D-2"}\n`;
    const { import: done } = await call("/v1/import?name=a.ndjson", lines, { "x-source": "crm" });
    expect(done).toMatchObject({ outcomes: { accepted: 1, quarantined: 1 } });
    expect(done?.reasons["invalid_structure"]?.example).toContain("is nested deeper than 32");
    expect(await aside().countDocuments({ original: bad })).toBe(1);
  });

  it("are refused where they come as a call, and put aside where nobody reads the answer", async () => {
    const headers = { authorization: "Bearer key-web" };
    for (const field of fields) {
      const sent = event(field, `call-${field}`);
      expect(await call("/v1/track", sent, headers)).toMatchObject({
        status: 400,
        results: [{ outcome: "rejected", error: { code: "invalid_structure" } }],
      });
      expect(await call("/v1/sources/web", sent, headers)).toMatchObject({
        status: 200,
        results: [{ outcome: "quarantined", error: { code: "invalid_structure" } }],
      });
      expect(await aside().countDocuments({ original: sent })).toBe(1);
    }
  });
});
