import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { CUSTOMERS, callerOf, email, openReading, type Reading } from "./reading.ts";

let reading: Reading;
beforeAll(async () => {
  reading = await openReading("identity_customers");
});
afterAll(() => reading.close());

const see: Reading["see"] = (...args) => reading.see(...args);
const ask: Reading["ask"] = (...args) => reading.ask(...args);

describe("Query.customers", () => {
  it("finds a customer by any of its ids and identifiers, in the order asked for", async () => {
    const before = await see(1, { anonymous_id: "q-anna" });
    const other = await see(1, { user_id: "q-bert" });
    const id = await see(2, { anonymous_id: "q-anna", email: "Q-Anna@example.com" });
    const late = await see(3, { user_id: "q-anna", email: "q-anna@example.com" });
    const profile = reading.identity.identify([
      { namespace: "anonymous_id", value: "q-anna" },
    ]).profile;
    const { data } = await ask(CUSTOMERS, {
      by: [
        { id: before },
        { id: other },
        email(" q-anna@EXAMPLE.com"),
        { id: late },
        { id: profile },
        { id: "nobody" },
      ],
    });
    expect(data).toEqual({
      customers: [{ id }, { id: other }, { id }, { id }, { id }, null],
    });
  });

  it("puts the fault of a selector in its own place", async () => {
    const id = await see(1, { user_id: "f-1" });
    const { data, errors } = await ask(CUSTOMERS, {
      by: [
        { id },
        email("nonsense"),
        { identifier: { namespace: "passport", value: "1" } },
        { id },
      ],
    });
    expect(data).toEqual({ customers: [{ id }, null, null, { id }] });
    expect(
      errors?.map(({ message, path, extensions }) => [message, path, extensions["code"]]),
    ).toEqual([
      ["by[1].identifier.value: is not an e-mail address", ["customers", 1], "BAD_USER_INPUT"],
      [
        expect.stringMatching(/^by\[2\]\.identifier\.namespace: is not known; there are user_id, /),
        ["customers", 2],
        "BAD_USER_INPUT",
      ],
    ]);
  });

  it("answers AMBIGUOUS_ID for an id that a late split left between people", async () => {
    const id = await see(1, { device_id: "tablet" });
    await see(2, { device_id: "tablet", user_id: "s-1" });
    const before = await ask(CUSTOMERS, { by: [{ id }] });
    expect(before.errors).toBeUndefined();
    await see(3, { device_id: "tablet", user_id: "s-2" });
    const { data, errors } = await ask(CUSTOMERS, {
      by: [{ id }, { identifier: { namespace: "device_id", value: "TABLET" } }],
    });
    expect(data).toEqual({ customers: [null, null] });
    expect(errors?.map(({ path, extensions }) => [path, extensions["code"]])).toEqual([
      [["customers", 0], "AMBIGUOUS_ID"],
    ]);
  });

  it("needs a scope, and one more to resolve by identifier", async () => {
    const id = await see(1, { user_id: "n-1" });
    const by = [{ id }, { identifier: { namespace: "user_id", value: "n-1" } }];
    const reader = await ask(CUSTOMERS, { by }, callerOf(["customers:read"], null));
    expect(reader.data).toEqual({ customers: [{ id }, null] });
    expect(reader.errors?.[0]?.message).toContain("customers:resolve");
    const nobody = await ask(CUSTOMERS, { by }, callerOf([], null));
    expect(nobody.errors?.[0]?.extensions["code"]).toBe("FORBIDDEN");
  });

  it("takes a hundred selectors and refuses more", async () => {
    const by = Array.from({ length: 101 }, () => ({ id: "x" }));
    const { errors } = await ask(CUSTOMERS, { by });
    expect(errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", field: "by" });
  });
});
