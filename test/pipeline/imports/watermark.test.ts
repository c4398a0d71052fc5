import { describe, expect, it } from "@jest/globals";
import { watermarkOf } from "../../../pipeline/imports/watermark.ts";

describe("the watermark of a row", () => {
  it.each([
    ["2026-05-01T12:00:00+02:00", "2026-05-01T10:00:00.000Z"],
    ["2026-05-01 12:00", "2026-05-01T12:00:00.000Z"],
    ["2026-05-01 12:00:00 UTC", "2026-05-01T12:00:00.000Z"],
    ["2026-05-01", "2026-05-01T00:00:00.000Z"],
    ["2026-02-31", "2026-02-31"],
    ["v-7", "v-7"],
    [" 7.5 ", 7.5],
    ["", null],
  ])("is one form of what %s says", (at, expected) => {
    expect(watermarkOf({ at }, "at")).toBe(expected);
  });

  it("grows over the end of summer time, as PostgreSQL writes instants", () => {
    const [before, after] = ["2026-10-25 02:30:00+02", "2026-10-25 02:10:00+01"].map((at) =>
      String(watermarkOf({ at }, "at")),
    );
    expect(String(before) < String(after)).toBe(true);
  });
});
