import { describe, expect, it } from "@jest/globals";
import { salesforceKind } from "../../../pipeline/sources/salesforce.ts";
import { faultsOf, readEvents } from "./read-body.ts";

/** A row of a data export (columns as its query names them). */
const ROW = {
  Id: "0035g00000XyZabAAF",
  IsDeleted: "false",
  AccountId: "0015g00000AbCdeAAB",
  LastName: "Lovelace",
  FirstName: "Ada",
  MailingStreet: "12 St James's Square",
  MailingCity: "London",
  MailingState: "",
  MailingPostalCode: "SW1Y 4JH",
  MailingCountry: "GB",
  Phone: "+44 20 7946 0000",
  MobilePhone: "",
  Email: "ada@example.org",
  Title: "Analyst",
  Birthdate: "1985-12-10",
  HasOptedOutOfEmail: "true",
  LeadSource: "Web",
  Loyalty_Tier__c: "gold",
  CreatedDate: "2024-03-01T09:00:00.000+0000",
  SystemModstamp: "2026-05-01T12:00:00.000+0000",
};

const TRAITS = {
  email: "ada@example.org",
  phone: "+44 20 7946 0000",
  firstName: "Ada",
  lastName: "Lovelace",
  title: "Analyst",
  birthday: "1985-12-10",
  leadSource: "Web",
  loyaltyTier: "gold",
  createdAt: "2024-03-01T09:00:00.000+0000",
  street: "12 St James's Square",
  city: "London",
  postalCode: "SW1Y 4JH",
  state: null,
  country: "GB",
};
const ID = { type: "crm_id", id: ROW.Id, collection: "users", encoding: "none" };

describe("salesforce", () => {
  it("knows a record by both forms of its id", async () => {
    // Of 15 characters and of 18; what is neither stays.
    const forms = [
      ["0035g00000XyZab", ROW.Id],
      ["001A0000006Vm9r", "001A0000006Vm9rIAC"],
      ["ZZZZZzzzzz54321", "ZZZZZzzzzz543215AA"],
      [ROW.Id, ROW.Id],
      ["0035g00000XyZa", "0035g00000XyZa"],
      ["0035g00000XyZa-", "0035g00000XyZa-"],
    ] as const;
    for (const [Id, id] of forms)
      expect(await readEvents(salesforceKind, [{ Id, LastName: "Lovelace" }])).toEqual([
        expect.objectContaining({ context: { externalIds: [{ ...ID, id }] } }),
      ]);
  });

  it("reads rows of an export", async () => {
    expect(await readEvents(salesforceKind, [ROW])).toEqual([
      {
        type: "identify",
        messageId: expect.stringMatching(/^record-/),
        timestamp: "2026-05-01T12:00:00.000+0000",
        traits: TRAITS,
        context: {
          externalIds: [ID],
          consent: { categoryPreferences: { marketing: false } },
        },
      },
    ]);
  });

  it("reads a custom field that is called as a standard one, where that says nothing", async () => {
    const own = { Company__c: "Acme", City__c: "Bonn" };
    const [whole] = await readEvents(salesforceKind, [{ Id: ROW.Id, LastName: "Young", ...own }]);
    expect(whole?.["traits"]).toEqual({ lastName: "Young", company: "Acme", city: "Bonn" });
    const header = { recordIds: [ROW.Id], entityName: "Contact", changeType: "UPDATE" };
    const change = { payload: { ChangeEventHeader: header, ...own } };
    expect((await readEvents(salesforceKind, change))[0]?.["traits"]).toEqual({
      company: "Acme",
      city: "Bonn",
    });
  });

  it("puts a change aside that would be copied for more records than its size allows", async () => {
    const change = (count: number, note: string) => ({
      payload: {
        ChangeEventHeader: {
          recordIds: Array.from({ length: count }, (_, i) => `id-${String(i)}`),
          entityName: "Contact",
          changeType: "UPDATE",
        },
        Note__c: note,
      },
    });
    expect(await readEvents(salesforceKind, change(200, "short"))).toHaveLength(200);
    expect(await faultsOf(salesforceKind, change(10_000, "x".repeat(100_000)))).toEqual([
      "The record gives 10000 events, which is too many for its size; send it in parts.",
    ]);
  });

  it("knows by a gap event that a record is gone, and takes no overflow for a person", async () => {
    const gap = (changeType: string, id: string) => ({
      data: {
        payload: {
          ChangeEventHeader: {
            commitTimestamp: 1_777_636_800_000,
            changeOrigin: "",
            entityName: "Contact",
            changeType,
            changedFields: [],
            recordIds: [id],
          },
        },
      },
    });
    expect(await readEvents(salesforceKind, gap("GAP_DELETE", ROW.Id))).toMatchObject([
      { type: "track", event: "Contact Deleted", context: { externalIds: [ID] } },
    ]);
    const overflow = gap("GAP_OVERFLOW", "000000000000000AAA");
    expect(await faultsOf(salesforceKind, overflow)).toEqual([
      "The record says that more was changed at once than is told of: read the changed records anew.",
    ]);
  });

  it("reads columns in any casing, as Data Loader writes them", async () => {
    const upper = Object.fromEntries(Object.entries(ROW).map(([k, v]) => [k.toUpperCase(), v]));
    const [event] = await readEvents(salesforceKind, [upper]);
    expect(event).toMatchObject({
      traits: { email: "ada@example.org", street: "12 St James's Square", state: null },
      context: { externalIds: [ID] },
    });
  });

  it("reads the answer of a query, with a compound address", async () => {
    const { MailingStreet, MailingCity, MailingPostalCode, MailingState, ...rest } = ROW;
    const body = {
      totalSize: 1,
      done: true,
      records: [
        {
          attributes: {
            type: "Contact",
            url: `/services/data/v62.0/sobjects/Contact/${ROW.Id}`,
          },
          ...rest,
          IsDeleted: false,
          HasOptedOutOfEmail: false,
          MailingAddress: {
            city: MailingCity,
            country: "GB",
            geocodeAccuracy: null,
            latitude: null,
            longitude: null,
            postalCode: MailingPostalCode,
            state: MailingState,
            street: MailingStreet,
          },
        },
      ],
    };
    const [event] = await readEvents(salesforceKind, body, { idType: "sf_id" });
    expect(event).toMatchObject({
      traits: TRAITS,
      context: { externalIds: [{ ...ID, type: "sf_id" }] },
    });
    expect(event?.["context"]).not.toHaveProperty("consent");
  });

  const change = (changeType: string, more: object, header: object = {}) => ({
    data: {
      schema: "IeRuaY6cbI_HsV8Rv1Mc5g",
      payload: {
        ChangeEventHeader: {
          entityName: "Contact",
          recordIds: [ROW.Id],
          changeType,
          changeOrigin: "com/salesforce/api/soap/62.0;client=SfdcInternalAPI/",
          transactionKey: "000b7375-8b60-2dd4-b7f4-7bdb5ea45e2b",
          sequenceNumber: 1,
          commitTimestamp: 1_777_636_800_000,
          commitNumber: 65_824_907_130,
          commitUser: "0055g000001gZwYAAU",
          ...header,
        },
        ...more,
      },
      event: { replayId: 3 },
    },
    channel: "/data/ContactChangeEvent",
  });
  const traitsOf = async (...given: Parameters<typeof change>) =>
    (await readEvents(salesforceKind, [change(...given)]))[0]?.["traits"];

  it("states of a change what was changed alone, and takes back what it empties", async () => {
    expect(await traitsOf("UPDATE", { MailingAddress: { Street: "New 1" } })).toEqual({
      street: "New 1",
    });
    const emptied = {
      Phone: null,
      Loyalty_Tier__c: null,
      MailingAddress: { Street: "New 1", State: null },
      LastModifiedDate: "2026-05-01T12:00:00.000Z",
    };
    const taken = { phone: null, loyaltyTier: null, street: "New 1", state: null };
    expect(await traitsOf("UPDATE", emptied)).toEqual(taken);
    expect(await traitsOf("UPDATE", { MailingAddress: null })).toEqual({
      street: null,
      city: null,
      postalCode: null,
      state: null,
      country: null,
    });
  });

  it("reads events of the Pub/Sub API, where what was not changed is null as well", async () => {
    const body = {
      Name: { FirstName: null, LastName: "King" },
      Email: null,
      Phone: null,
      Title: null,
      MailingAddress: { Street: "New 1", City: null, State: null, Country: null },
      Loyalty_Tier__c: null,
    };
    const header = {
      nulledFields: ["Phone", "MailingAddress.State"],
      changedFields: ["Name.LastName", "Phone", "MailingAddress.Street", "MailingAddress.State"],
    };
    const changed = { lastName: "King", street: "New 1" };
    expect(await traitsOf("UPDATE", body, header)).toEqual({
      ...changed,
      phone: null,
      state: null,
    });
    // Lists that nobody has decoded (bitmaps) name nothing.
    const bitmaps = { nulledFields: ["0x02"], changedFields: ["0x02", "4-0x08"] };
    expect(await traitsOf("UPDATE", body, bitmaps)).toEqual(changed);
    expect(await traitsOf("CREATE", body, { nulledFields: [], changedFields: [] })).toEqual(
      changed,
    );
  });

  it("reads change events", async () => {
    const events = await readEvents(salesforceKind, [
      change("UPDATE", { Email: "ada@example.net", Name: { LastName: "King" } }),
      change("DELETE", {}),
    ]);
    expect(events).toMatchObject([
      {
        type: "identify",
        timestamp: "2026-05-01T12:00:00.000Z",
        traits: { email: "ada@example.net", lastName: "King" },
        context: { externalIds: [ID] },
      },
      { type: "track", event: "Contact Deleted", context: { externalIds: [ID] } },
    ]);
  });

  it("says a deletion, and puts aside what is none of its records", async () => {
    const [gone] = await readEvents(salesforceKind, [{ ...ROW, IsDeleted: "TRUE" }]);
    expect(gone).toMatchObject({ type: "track", event: "Contact Deleted" });
    const account = { attributes: { type: "Account" }, Id: "001", Name: "Acme" };
    expect(await faultsOf(salesforceKind, [{ Email: "a@b.de" }, account, 7, ROW])).toEqual([
      "The record has no Id.",
      "The record is a Account, not a contact or a lead.",
      "The record is no object.",
      null,
    ]);
  });
});
