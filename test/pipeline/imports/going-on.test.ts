import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eventually } from "../../support/client.ts";
import { openImports, type Imports } from "./open-imports.ts";

let imports: Imports;
beforeAll(async () => {
  imports = await openImports("import_going_on");
});
afterAll(() => imports.close());

const call: Imports["call"] = (...args) => imports.call(...args);

describe("an import that goes on", () => {
  const header = "crm_id,note\n";
  interface Stored {
    readonly id: string;
    readonly records: number;
    readonly columns: readonly string[] | null;
  }
  const customers = (crmId: string): Promise<number> => {
    const { profile } = imports.graph.identity.identify([{ namespace: "crm_id", value: crmId }]);
    return imports.database.db.collection("events").countDocuments({ profile });
  };

  /** Sends the beginning of a file and goes away, once the import is known. */
  async function breakOff(id: string, part: string): Promise<void> {
    const cut = new AbortController();
    const body = Readable.from(
      (async function* () {
        yield Buffer.from(part);
        await new Promise((resolve) => setTimeout(resolve, 300));
        cut.abort();
      })(),
    );
    const sent = { method: "POST", body, duplex: "half", signal: cut.signal };
    const headers = { authorization: "Bearer demo-admin", "x-source": "plain" };
    await expect(
      fetch(new URL(`/v1/import?id=${id}&name=a.csv`, imports.url), { ...sent, headers } as never),
    ).rejects.toThrow();
  }
  const stored = (id: string, fits: (state: Stored) => boolean): Promise<Stored | null> =>
    eventually(
      () => imports.database.db.collection<Stored>("imports").findOne({ id }),
      (state) => state !== null && fits(state),
    );

  it("takes a whole file from offset 0 with its header, though that is known", async () => {
    await breakOff("zero", header);
    const begun = await stored("zero", ({ columns }) => columns !== null);
    expect(begun).toMatchObject({ bytes: 0, records: 0, columns: ["crm_id", "note"] });
    const whole = `${header}Z-1,a\nZ-2,b\n`;
    const { import: done } = await call("/v1/import?id=zero&name=a.csv&offset=0", whole);
    expect(done).toMatchObject({ state: "done", records: 2, outcomes: { accepted: 2 } });
    expect([await customers("crm_id"), await customers("Z-1")]).toEqual([0, 1]);
  });

  it("skips of a whole file sent from offset 0 what was taken in", async () => {
    const rows = Array.from({ length: 600 }, (_, i) => `S-${String(i)},a\n`).join("");
    await breakOff("skip", header + rows);
    await stored("skip", ({ records }) => records > 0);
    const whole = `${header}${rows}S-last,b\n`;
    const { import: done } = await call("/v1/import?id=skip&name=a.csv&offset=0", whole);
    expect(done).toMatchObject({ state: "done", records: 601, bytes: Buffer.byteLength(whole) });
    expect(await customers("S-last")).toBe(1);
  });

  it("knows its columns after a second try that broke off before the header", async () => {
    const rows = Array.from({ length: 600 }, (_, i) => `T-${String(i)},a\n`).join("");
    await breakOff("twice", header + rows);
    await stored("twice", ({ records }) => records > 0);
    await breakOff("twice", "crm");
    const { import: begun } = await call("/v1/import/twice");
    const whole = `${header}${rows}T-last,b\n`;
    const rest = whole.slice(begun?.bytes);
    const offset = String(begun?.bytes);
    const { import: done } = await call(`/v1/import?id=twice&name=a.csv&offset=${offset}`, rest);
    expect(done).toMatchObject({ state: "done", records: 601 });
    expect(await customers("T-last")).toBe(1);
  });
});
