import { createHmac } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { hubspotKind } from "../../../pipeline/sources/hubspot.ts";
import { faultsOf, readEvents, request } from "./read-body.ts";

const CONTACT = {
  id: "512",
  properties: {
    createdate: "2024-11-07T17:46:00.000Z",
    date_of_birth: "1985-12-10",
    email: "ada@example.org",
    firstname: "Ada",
    hs_email_optout: "true",
    hs_object_id: "512",
    lastmodifieddate: "2026-05-01T12:00:00.000Z",
    lastname: "Lovelace",
    lifecyclestage: "customer",
    mobilephone: null,
    phone: "+44 20 7946 0000",
    address: "12 St James's Square",
    city: "London",
    zip: "SW1Y 4JH",
    country: "United Kingdom",
  },
  createdAt: "2024-11-07T17:46:00.000Z",
  updatedAt: "2026-05-01T12:00:00.000Z",
  archived: false,
};
const ID = (id: string) => ({ type: "crm_id", id, collection: "users", encoding: "none" });
const CHANGE = {
  eventId: 100,
  subscriptionId: 1_160_452,
  portalId: 33,
  appId: 1_160_452,
  occurredAt: 1_777_636_800_000,
  subscriptionType: "contact.propertyChange",
  attemptNumber: 0,
  objectId: 512,
  propertyName: "email",
  propertyValue: "ada@example.net",
  changeSource: "CRM_UI",
  sourceId: "userId:45678",
};

describe("hubspot", () => {
  it("reads contacts, alone or in a list", async () => {
    const [event] = await readEvents(hubspotKind, { results: [CONTACT], paging: {} });
    expect(event).toEqual({
      type: "identify",
      messageId: expect.stringMatching(/^record-/),
      timestamp: "2026-05-01T12:00:00.000Z",
      traits: {
        email: "ada@example.org",
        phone: "+44 20 7946 0000",
        firstName: "Ada",
        lastName: "Lovelace",
        birthday: "1985-12-10",
        lifecycleStage: "customer",
        createdAt: "2024-11-07T17:46:00.000Z",
        street: "12 St James's Square",
        city: "London",
        postalCode: "SW1Y 4JH",
        country: "United Kingdom",
      },
      context: {
        externalIds: [ID("512")],
        consent: { categoryPreferences: { marketing: false } },
      },
    });
    expect(await readEvents(hubspotKind, CONTACT)).toEqual([event]);
    const [gone] = await readEvents(hubspotKind, { ...CONTACT, archived: true });
    expect(gone).toMatchObject({ type: "track", event: "Contact Deleted" });
  });

  it("reads rows of an export, whose columns are labels", async () => {
    const row = {
      "Record ID": "512",
      "First Name": "Ada",
      "Last Name": "Lovelace",
      Email: "ada@example.org",
      "Phone Number": "+44 20 7946 0000",
      "Contact owner": "",
      "Lifecycle Stage": "Customer",
      "Last Modified Date": "2026-05-01 12:30",
      "Postal Code": "SW1Y 4JH",
    };
    const [event] = await readEvents(hubspotKind, [row], { idType: "hubspot_id" });
    expect(event).toMatchObject({
      timestamp: "2026-05-01T12:30:00Z",
      traits: { email: "ada@example.org", firstName: "Ada", postalCode: "SW1Y 4JH" },
      context: { externalIds: [{ ...ID("512"), type: "hubspot_id" }] },
    });
  });

  it("reads webhooks; a repeated attempt is the same event", async () => {
    const events = await readEvents(hubspotKind, [
      CHANGE,
      { ...CHANGE, attemptNumber: 3 },
      { ...CHANGE, eventId: 101, subscriptionType: "contact.creation" },
      {
        ...CHANGE,
        eventId: 102,
        subscriptionType: "contact.merge",
        primaryObjectId: 512,
        mergedObjectIds: [513],
        newObjectId: 514,
      },
      { ...CHANGE, eventId: 103, subscriptionType: "object.propertyChange", objectTypeId: "0-1" },
    ]);
    expect(events[0]).toEqual({
      type: "identify",
      messageId: "hubspot-100-1160452-512-1777636800000",
      timestamp: "2026-05-01T12:00:00.000Z",
      traits: { email: "ada@example.net" },
      context: { externalIds: [ID("512")] },
    });
    expect(events[1]).toEqual(events[0]);
    expect(events[2]).toMatchObject({ type: "track", event: "Contact Created" });
    expect(events[3]).toMatchObject({
      type: "identify",
      context: { externalIds: [ID("512"), ID("514"), ID("513")] },
    });
    expect(events[4]).toMatchObject({ traits: { email: "ada@example.net" } });
  });

  it("states of a change what was changed alone, and takes back what it empties", async () => {
    const changes = [
      ["zip", "10115", { postalCode: "10115" }],
      ["phone", "", { phone: null }],
      ["mobilephone", null, { phone: null }],
      ["city", " ", { city: null }],
      ["hs_lead_status", "NEW", {}],
    ] as const;
    for (const [propertyName, propertyValue, traits] of changes) {
      const [event] = await readEvents(hubspotKind, [{ ...CHANGE, propertyName, propertyValue }]);
      expect(event?.["traits"]).toEqual(traits);
    }
  });

  it("takes back of a whole contact no more than the parts that its address lacks", async () => {
    const [moved, none] = await readEvents(hubspotKind, [
      {
        ...CONTACT,
        properties: { email: "", phone: null, address: "1 Rue", state: "", zip: null },
      },
      { ...CONTACT, properties: { phone: "", address: "", zip: null } },
    ]);
    expect(moved?.["traits"]).toEqual({ street: "1 Rue", state: null, postalCode: null });
    expect(none?.["traits"]).toEqual({});
  });

  it("puts aside what is about something else", async () => {
    const deal = { ...CHANGE, subscriptionType: "deal.creation" };
    const strange = { ...CHANGE, subscriptionType: "contact.associationChange" };
    const faults = await faultsOf(hubspotKind, [deal, strange, { properties: {} }, {}, CHANGE]);
    expect(faults).toEqual([
      "The record is about something else than a contact: deal.creation.",
      "The record is of a subscription that is not read: contact.associationChange.",
      "The record has no id.",
      "The record is no contact: it has neither properties nor a Record ID.",
      null,
    ]);
  });

  describe("verifies X-HubSpot-Signature-v3", () => {
    const SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
    const body = JSON.stringify([CHANGE]);
    const now = new Date("2026-05-01T12:00:00Z");
    const url = "https://cdp.example.org/v1/sources/hubspot?to=a%40b&and=c%20d";
    const sign = (timestamp: string) =>
      createHmac("sha256", SECRET)
        .update(
          `POSThttps://cdp.example.org/v1/sources/hubspot?to=a@b&and=c%20d${body}${timestamp}`,
        )
        .digest("base64");
    const headers = (at = now.getTime()) => ({
      "x-hubspot-request-timestamp": String(at),
      "x-hubspot-signature-v3": sign(String(at)),
    });
    const check = (given: object, text = body, secret = SECRET, to = url) =>
      hubspotKind.verify?.(request(text, { ...given }, to), secret, now);

    it("over method, decoded URL, body and time", () => {
      expect(() => check(headers())).not.toThrow();
    });

    it("and refuses another body, URL, secret or time, an old request, and one without", () => {
      expect(() => check(headers(), `${body} `)).toThrow("x-hubspot-signature-v3");
      expect(() => check(headers(), body, SECRET, "https://cdp.example.org/")).toThrow("signature");
      expect(() => check(headers(), body, "other")).toThrow("x-hubspot-signature-v3");
      const other = { ...headers(), "x-hubspot-request-timestamp": String(now.getTime() + 1) };
      expect(() => check(other)).toThrow("x-hubspot-signature-v3");
      expect(() => check(headers(now.getTime() - 301_000))).toThrow("replay");
      expect(() => check({ ...headers(), "x-hubspot-request-timestamp": "soon" })).toThrow(
        "replay",
      );
      expect(() => check({})).toThrow("x-hubspot-request-timestamp: is missing");
    });
  });
});
