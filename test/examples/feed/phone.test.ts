import { describe, expect, it } from "@jest/globals";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { sample } from "./sample.ts";

describe("the phone numbers of a feed", () => {
  const { people, shared } = sample.truth;
  const own = people.flatMap(({ identifiers }) =>
    identifiers.filter(({ namespace }) => namespace === "phone"),
  );

  it("are valid numbers of the five countries, however they are written", () => {
    const countries = new Set<string>();
    const written = [...own.flatMap((one) => one.written), ...own.map(({ value }) => value)];
    for (const value of written) {
      const number = parsePhoneNumberFromString(value, "DE");
      expect([value, number?.isValid()]).toEqual([value, true]);
      countries.add(number?.country ?? "none");
    }
    expect([...countries].sort()).toEqual(["AT", "CH", "DE", "GB", "US"]);
  });

  it("are valid where a household shares a landline", () => {
    const landlines = shared.filter(({ kind }) => kind === "landline");
    expect(landlines.length).toBeGreaterThan(20);
    for (const { value } of landlines)
      expect([value, parsePhoneNumberFromString(value)?.isValid()]).toEqual([value, true]);
  });

  it("are written in more ways than one", () => {
    const forms = own.flatMap(({ written }) => written).map((one) => one.replace(/\d+/g, "9"));
    expect(new Set(forms).size).toBeGreaterThan(7);
  });
});
