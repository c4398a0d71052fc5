import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Database } from "../../../platform/mongo.ts";
import { hubspotKind } from "../../../pipeline/sources/hubspot.ts";
import { salesforceKind } from "../../../pipeline/sources/salesforce.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";
import { readEvents } from "./read-body.ts";

let database: Database;
let graph: TestGraph;
beforeAll(async () => {
  database = await testDatabase("changes");
  graph = await openTestGraph(database);
});
afterAll(async () => {
  await graph.stop();
  await dropAndClose(database);
});

/** The traits in force of whom a CRM knows by an id, once all bodies were sent in this order. */
async function inForce(
  kind: typeof hubspotKind,
  id: string,
  bodies: readonly object[],
): Promise<Record<string, unknown>> {
  for (const body of bodies) await graph.send(await readEvents(kind, body), kind.kind);
  const { data, errors } = await graph.query(
    `query ($id: String!) { customer(by: { identifier: { namespace: "crm_id", value: $id } }) {
       traits { key value } } }`,
    { id },
  );
  expect(errors).toBeUndefined();
  const { traits } = data?.["customer"] as { traits: { key: string; value: unknown }[] };
  return Object.fromEntries(traits.map(({ key, value }) => [key, value]));
}

describe("a change of one field", () => {
  it("leaves a contact of HubSpot all others, and takes back what it empties", async () => {
    const contact = (id: string) => ({
      id,
      properties: {
        firstname: "Ada",
        phone: "+44 20 7946 0000",
        address: "12 St James's Square",
        city: "London",
        zip: "SW1Y 4JH",
        country: "United Kingdom",
      },
      updatedAt: "2026-05-01T12:00:00.000Z",
    });
    const change = (id: string, propertyName: string, propertyValue: string, minute: number) => ({
      eventId: minute,
      subscriptionId: 1,
      occurredAt: Date.UTC(2026, 4, 1, 12, minute),
      subscriptionType: "contact.propertyChange",
      attemptNumber: 0,
      objectId: Number(id),
      propertyName,
      propertyValue,
    });
    const bodies = (id: string) => [
      contact(id),
      change(id, "zip", "10115", 1),
      change(id, "phone", "", 2),
    ];
    const expected = {
      firstName: "Ada",
      street: "12 St James's Square",
      city: "London",
      postalCode: "10115",
      country: "GB",
    };
    expect(await inForce(hubspotKind, "512", bodies("512"))).toEqual(expected);
    expect(await inForce(hubspotKind, "513", bodies("513").reverse())).toEqual(expected);
  });

  it("leaves a contact of Salesforce all others, and takes back what it empties", async () => {
    const id = "0035g00000XyZabAAF";
    const row = {
      Id: id,
      FirstName: "Ada",
      Phone: "+44 20 7946 0001",
      MailingStreet: "12 St James's Square",
      MailingCity: "London",
      SystemModstamp: "2026-05-01T12:00:00.000+0000",
    };
    const payload = {
      ChangeEventHeader: {
        entityName: "Contact",
        recordIds: [id],
        changeType: "UPDATE",
        commitTimestamp: Date.UTC(2026, 4, 1, 12, 1),
      },
      Phone: null,
      MailingAddress: { Street: "New 1" },
    };
    expect(await inForce(salesforceKind, id, [row, { data: { payload } }])).toEqual({
      firstName: "Ada",
      street: "New 1",
      city: "London",
    });
  });
});
