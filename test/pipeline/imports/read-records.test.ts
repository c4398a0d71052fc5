import { describe, expect, it } from "@jest/globals";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import type { FileRecord } from "../../../pipeline/imports/file-record.ts";
import { rowToEvent } from "../../../pipeline/imports/row-to-event.ts";
import { readRecords } from "../../../pipeline/imports/read-records.ts";

const WHOLE = { offset: 0, number: 0, columns: null };

function chunksOf(bytes: Buffer, size: number): AsyncIterable<Buffer> {
  return (async function* () {
    for (let at = 0; at < bytes.length; at += size)
      yield await Promise.resolve(bytes.subarray(at, at + size));
  })();
}

async function readAll(
  format: "ndjson" | "csv",
  bytes: Buffer,
  from: Parameters<typeof readRecords>[2] = WHOLE,
  size = 7,
): Promise<{ records: FileRecord[]; columns: readonly string[] | null }> {
  let columns = from.columns;
  const records: FileRecord[] = [];
  for await (const record of readRecords(
    format,
    chunksOf(bytes, size),
    from,
    (header) => (columns = header),
  ))
    records.push(record);
  return { records, columns };
}

const cell = fc.string({
  unit: fc.constantFrom("a", "é", "😀", '"', ",", "\n", "\r\n", " "),
  maxLength: 6,
});
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

describe("reading a file from where it was left", () => {
  it("gives the records behind it, whatever the chunks (CSV)", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(),
        async (rows, size, at) => {
          const lines = rows.map((row) => row.map(quoted).join(","));
          const bytes = Buffer.from(`\ufeffone,two\r\n${lines.join("\r\n")}\r\n`);
          const { records, columns } = await readAll("csv", bytes, WHOLE, size);
          expect(records.map(({ value }) => value)).toEqual(
            rows.map(([one, two]) => ({ one, two })),
          );
          const last = records[at % records.length];
          if (last === undefined) throw new Error("no record");
          const from = { offset: last.end, number: last.number, columns };
          const rest = await readAll("csv", bytes.subarray(last.end), from, size);
          expect(rest.records).toEqual(records.slice(last.number));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("gives the records behind it, whatever the chunks (NDJSON)", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.json(), fc.constantFrom("", "{broken", '"\\u00e9"')), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(),
        async (lines, size, at) => {
          const bytes = Buffer.from(lines.join("\n"));
          const { records } = await readAll("ndjson", bytes, WHOLE, size);
          expect(records.map(({ original }) => original)).toEqual(
            lines.map((line) => line.trim()).filter((line) => line !== ""),
          );
          if (records.length === 0) return;
          const last = records[at % records.length];
          if (last === undefined) throw new Error("no record");
          const from = { offset: last.end, number: last.number, columns: null };
          const rest = await readAll("ndjson", bytes.subarray(last.end), from, size);
          expect(rest.records).toEqual(records.slice(last.number));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("rows of any characters", () => {
  const piece = fc.constantFrom('"', ",", "\n", "\r\n", "\r", " ", "x", "é", "\ufeff", '"y"', '""');
  const ends = fc.constantFrom("\n", "\r\n", "\r");

  it("are those that another reader finds, empty lines left out, whatever the chunks", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(piece, { maxLength: 8 }), { maxLength: 8 }),
        ends,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom("", "\ufeff"),
        async (rows, end, size, bom) => {
          // A lone CR is text to it where rows end otherwise, and so is LF: then rows of one end alone are compared.
          const lines = rows.map((pieces) => pieces.join("").replace(/\r\n|\r|\n/g, end));
          const text = `${end}one,two${end}${end}${lines.join(end)}`;
          let expected: unknown;
          try {
            const found = parse(text, {
              record_delimiter: end,
              skip_empty_lines: true,
              relax_column_count: true,
              relax_quotes: false,
            });
            expected = found.slice(1).map((row) => (row.length === 2 ? row : "unreadable_record"));
          } catch {
            return;
          }
          const { records } = await readAll("csv", Buffer.from(bom + text), WHOLE, size);
          expect(
            records.map(({ value, problem }) => problem?.code ?? Object.values(value as object)),
          ).toEqual(expected);
          for (const { original } of records) expect(original).toBe(original.trimEnd());
          for (const { original } of records) expect(original).not.toMatch(/^[\r\n]/);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("are lost to no quote: each ends at its line end, or is told of", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(piece, { maxLength: 8 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        async (rows, size) => {
          const bytes = Buffer.from(`one\n${rows.map((pieces) => pieces.join("")).join("\n")}`);
          try {
            const { records } = await readAll("csv", bytes, WHOLE, size);
            const held = records.map(({ original }) => original).join("");
            expect(held.replace(/\s/g, "")).toBe(bytes.toString().slice(4).replace(/\s/g, ""));
          } catch (error) {
            expect(String(error)).toContain("a quote that nothing closes");
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("a record that can't be read", () => {
  it("is a fault of its own", async () => {
    const bad = await readAll(
      "ndjson",
      Buffer.concat([
        Buffer.from('{"a":1}\n{"a":\n'),
        Buffer.from([0xff, 0xfe, 10]),
        Buffer.from('{"a":2}'),
      ]),
    );
    expect(bad.records.map(({ number, problem }) => [number, problem?.code])).toEqual([
      [1, undefined],
      [2, "unreadable_record"],
      [3, "unreadable_record"],
      [4, undefined],
    ]);
    const rows = await readAll("csv", Buffer.from("a,b\n1,2\n3\n4,5,6\n7,8\n"));
    expect(
      rows.records.map(({ value, problem, original }) => problem?.code ?? value ?? original),
    ).toEqual([{ a: "1", b: "2" }, "unreadable_record", "unreadable_record", { a: "7", b: "8" }]);
    expect(rows.records[1]?.original).toBe("3");
  });

  it("keeps of a line that is too long only its size", async () => {
    const { records } = await readAll(
      "ndjson",
      Buffer.from(`"${"x".repeat(1_100_000)}"\n1`),
      WHOLE,
      65_536,
    );
    expect(records.map(({ problem, value }) => problem?.message ?? value)).toEqual([
      "The line has 1100002 bytes; 1048576 are the most.",
      1,
    ]);
  });

  it("is the file's fault where it has no usable header", async () => {
    await expect(readAll("csv", Buffer.from("a,a\n1,2\n"))).rejects.toThrow("two columns named a");
    await expect(readAll("csv", Buffer.from('a,b\n1,"2\n'))).rejects.toThrow("behind record 0");
    const many = Array.from({ length: 100_000 }, (_, i) => `c${String(i)}`).join(",");
    const began = performance.now();
    await expect(readAll("csv", Buffer.from(`${many},c9`), WHOLE, 65_536)).rejects.toThrow(
      "two columns named c9",
    );
    expect(performance.now() - began).toBeLessThan(8_000);
  });
});

describe("a row as an event", () => {
  it("has a trait of each column, whatever its name", () => {
    const { messageId, ...event } = rowToEvent({ user_id: "u", constructor: "x", toString: "y" });
    expect(messageId).toMatch(/^row-/);
    expect(event).toEqual({
      type: "identify",
      userId: "u",
      traits: { constructor: "x", toString: "y" },
    });
  });
});
