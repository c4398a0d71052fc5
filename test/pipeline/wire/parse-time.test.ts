import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { instantOf } from "../../../pipeline/wire/parse-time.ts";

const digits = (most: number, width: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(width, "0"));

const msOf = (text: string): number | undefined => instantOf(text)?.getTime();

describe("instantOf", () => {
  it("reads what libraries write as it reads any other form of the same instant", () => {
    const written = fc.tuple(
      fc.oneof(digits(9_999, 4), digits(99, 4), digits(2_100, 4)),
      ...[digits(13, 2), digits(32, 2), digits(25, 2), digits(61, 2), digits(61, 2)],
      digits(999, 3),
    );
    fc.assert(
      fc.property(written, ([year, month, day, hour, minute, second, ms]) => {
        const text = `${year}-${month ?? ""}-${day ?? ""}T${hour ?? ""}:${minute ?? ""}:${second ?? ""}.${ms ?? ""}`;
        expect(msOf(`${text}Z`)).toBe(msOf(`${text}+00:00`));
      }),
      { numRuns: 20_000 },
    );
    expect(msOf("2026-05-01T12:00:00.000Z")).toBe(Date.UTC(2026, 4, 1, 12));
    expect(msOf("2024-02-29T23:59:59.999Z")).toBe(1_709_251_199_999);
    expect(msOf("2026-02-29T00:00:00.000Z")).toBeNaN();
  });

  it("takes a text of the same length that is another form for no instant", () => {
    for (const text of ["2026-05-01T12:00:00.00aZ", "2026/05/01T12:00:00.000Z", "x".repeat(24)])
      expect(instantOf(text)).toBeNull();
  });
});
