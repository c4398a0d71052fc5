import { describe, expect, it } from "@jest/globals";
import { parse } from "csv-parse/sync";
import { csvLines } from "../../../examples/feed/index.ts";
import { sample } from "./sample.ts";

describe("csvLines", () => {
  it("writes the CRM's rows flat, so that a reader gets back what the records say", () => {
    const rows: Record<string, string>[] = parse([...csvLines(sample.records, "crm")].join("\n"), {
      columns: true,
    });
    const records = sample.records.filter(({ source }) => source === "crm");
    expect(Object.keys(rows[0] ?? {}).join(",")).toBe(
      "messageId,crm_id,first_name,last_name,email,phone,birthday,street,city,postal_code,country,updated_at",
    );
    expect(rows).toHaveLength(records.length);
    for (const [i, { event }] of records.entries()) {
      const { traits = {}, messageId, timestamp } = event;
      expect(rows[i]).toMatchObject({ messageId, updated_at: timestamp });
      expect([rows[i]?.["email"], rows[i]?.["phone"]]).toEqual([
        traits["email"] ?? "",
        traits["phone"] ?? "",
      ]);
      expect(rows[i]?.["crm_id"]).not.toBe("");
    }
  });

  it("leaves the loyalty programme's points out: its export has members only", () => {
    const rows = [...csvLines(sample.records, "loyalty")];
    const members = sample.records.filter(
      ({ source, event }) => source === "loyalty" && event.type === "identify",
    );
    expect(rows).toHaveLength(members.length + 1);
  });
});
