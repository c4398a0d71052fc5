import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { SchemaElement } from "hyparquet";
import { parquetWriteFile } from "hyparquet-writer";
import type { FileRecord } from "../../../pipeline/imports/file-record.ts";
import { CELL_PARSERS } from "../../../pipeline/imports/parquet-cells.ts";
import { readParquet } from "../../../pipeline/imports/read-parquet.ts";
import { readRecords } from "../../../pipeline/imports/read-records.ts";

async function readAll(filename: string, number = 0): Promise<FileRecord[]> {
  const records: FileRecord[] = [];
  for await (const record of readParquet(filename, { offset: 0, number, columns: null }))
    records.push(record);
  return records;
}

describe("a Parquet file", () => {
  const folder = mkdtempSync(join(tmpdir(), "parquet-test-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("is read row by row across its groups, from any row on", async () => {
    const filename = join(folder, "rows.parquet");
    const ids = Array.from({ length: 1_000 }, (_, i) => i);
    parquetWriteFile({
      filename,
      rowGroupSize: 300,
      columnData: [
        { name: "id", data: ids.map(BigInt), type: "INT64" },
        {
          name: "email",
          data: ids.map((i) => (i % 3 === 0 ? null : `p${String(i)}@mail.de`)),
          type: "STRING",
        },
        { name: "updated_at", data: ids.map((i) => new Date(i * 1_000)), type: "TIMESTAMP" },
      ],
    });
    const all = await readAll(filename);
    expect(all).toHaveLength(1_000);
    expect(all[4]?.value).toEqual({
      id: 4,
      email: "p4@mail.de",
      updated_at: "1970-01-01T00:00:04.000Z",
    });
    expect(all[999]?.value).toMatchObject({ id: 999, email: null });
    expect(await readAll(filename, 650)).toEqual(all.slice(650));
  });

  it("has rows that are too deep or too large by themselves", async () => {
    const filename = join(folder, "bad.parquet");
    const deep = JSON.parse("[".repeat(1_000) + "]".repeat(1_000)) as unknown;
    parquetWriteFile({
      filename,
      columnData: [
        { name: "id", data: ["a", "b", "c", "d"], type: "STRING" },
        { name: "more", data: [[1], deep, "x".repeat(1_100_000), null], type: "JSON" },
      ],
    });
    const records = await readAll(filename);
    expect(
      records.map(({ problem, value, original }) => [problem?.code ?? value, original]),
    ).toEqual([
      [{ id: "a", more: [1] }, '{"id":"a","more":[1]}'],
      ["unreadable_record", '{"id":"b"}'],
      ["too_large", ""],
      [{ id: "d", more: null }, '{"id":"d","more":null}'],
    ]);
  });

  /** What comes of a column of some physical and converted type. */
  async function cells(element: object, data: unknown[]): Promise<unknown[]> {
    const filename = join(folder, "cells.parquet");
    const schema = [
      { name: "root", num_children: 1 },
      { name: "c", repetition_type: "OPTIONAL", ...element },
    ] as SchemaElement[];
    parquetWriteFile({ filename, schema, columnData: [{ name: "c", data: data as never }] });
    const records = await readAll(filename);
    expect(records.map(({ problem }) => problem)).toEqual(data.map(() => null));
    return records.map(({ value, original }) => {
      expect(JSON.parse(original)).toEqual(value);
      return (value as { c: unknown }).c;
    });
  }

  it("has instants beyond the calendar as the texts of their numbers, and the rows beside them", async () => {
    const infinity = 9_223_372_036_854_775_807n;
    const type = { type: "INT64", converted_type: "TIMESTAMP_MICROS" };
    expect(await cells(type, [infinity, 1_777_636_800_000_000n, null])).toEqual([
      "9223372036854775807",
      "2026-05-01T12:00:00.000Z",
      null,
    ]);
    const date = { type: "INT32", converted_type: "DATE" };
    expect(await cells(date, [2_147_483_647, 0])).toEqual([
      "2147483647",
      "1970-01-01T00:00:00.000Z",
    ]);
  });

  it("has decimals as they were written", async () => {
    const type = { type: "INT64", converted_type: "DECIMAL", precision: 18 };
    expect(
      await cells({ ...type, scale: 2 }, [1_999n, 35n, -30n, 123_456_789_012_345_675n]),
    ).toEqual([19.99, 0.35, -0.3, 1_234_567_890_123_456.75]);
    expect(await cells({ ...type, scale: 0 }, [1_999n])).toEqual([1_999]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), {
          minLength: 1,
          maxLength: 50,
        }),
        fc.integer({ min: 1, max: 15 }),
        async (unscaled, scale) => {
          // The nearest number to the decimal, as JavaScript reads its text.
          const wanted = unscaled.map((one) => Number(`${String(one)}e-${String(scale)}`));
          expect(await cells({ ...type, scale }, unscaled)).toEqual(wanted);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("alters no other fractions, and has no number where there is none", async () => {
    const numbers = [0.1 + 0.2, 19.990000000000002, Number.NaN];
    expect(await cells({ type: "DOUBLE" }, numbers)).toEqual([numbers[0], numbers[1], null]);
  });

  it("has bytes that are no text as base64, and JSON that is none as text", async () => {
    const latin = new Uint8Array([0x4d, 0xfc, 0x6c]);
    const text = new TextEncoder().encode("Mül");
    expect(await cells({ type: "BYTE_ARRAY" }, [latin, text])).toEqual(["Tfxs", "Mül"]);
    const { jsonFromBytes } = CELL_PARSERS;
    const json = (given: string): unknown => jsonFromBytes?.(new TextEncoder().encode(given));
    expect(json('{"id":9007199254740993}')).toEqual({ id: "9007199254740993" });
    expect(json('{"id":')).toBe('{"id":');
  });

  it("is refused where a group of a few bytes has more rows than memory has places", async () => {
    const filename = join(folder, "many.parquet");
    const rowGroupSize = 2 * 1024 ** 2 + 1;
    const columnData = [
      { name: "c", data: Array(rowGroupSize).fill(null), type: "STRING" as const },
    ];
    parquetWriteFile({ filename, rowGroupSize, columnData });
    await expect(readAll(filename)).rejects.toThrow("more than 2097152 rows");
  });

  it("says that a column cannot be read, and not that the file is damaged", async () => {
    const type = { type: "FIXED_LEN_BYTE_ARRAY", type_length: 12, converted_type: "INTERVAL" };
    await expect(cells(type, [new Uint8Array(12)])).rejects.toThrow(
      "has a column that cannot be read (parquet interval not supported)",
    );
  });

  it("says what is none", async () => {
    const whole = { offset: 0, number: 0, columns: null };
    const bytes = [Buffer.from("no parquet at all")] as never;
    const records = readRecords("parquet", bytes, whole, () => undefined);
    await expect(
      (async () => {
        for await (const record of records) expect(record).toBeDefined();
      })(),
    ).rejects.toThrow("not a Parquet file");
  });
});
