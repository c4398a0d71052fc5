import { expect, it } from "@jest/globals";
import { by, client, CUSTOMERS_360, eventually, type GraphAnswer } from "../support/client.ts";
import { createTeller, type Shown, type Story } from "./teller.ts";

const MINUTE = 60_000;

/** The end-to-end stories of people: the same in every topology. */
export function tellStories(story: Story): void {
  const { fresh, ago, admin, internal, read, readUntil } = createTeller(story);

  it("recognises a visitor who signs in: history, traits, consent and all", async () => {
    const [visit, user] = [fresh("visit"), fresh("user")];
    const email = `${user}@mailhaven.de`;
    const sent = await admin().send([
      {
        type: "page",
        messageId: fresh("m"),
        anonymousId: visit,
        name: "Home",
        timestamp: ago(3 * MINUTE),
      },
      {
        type: "track",
        messageId: fresh("m"),
        anonymousId: visit,
        event: "Product Viewed",
        timestamp: ago(2 * MINUTE),
      },
      {
        type: "identify",
        messageId: fresh("m"),
        anonymousId: visit,
        userId: user,
        traits: { email: ` ${email.toUpperCase()} `, plan: "plus" },
        context: { consent: { categoryPreferences: { marketing: true, analytics: false } } },
        timestamp: ago(MINUTE),
      },
    ]);
    expect(sent).toMatchObject({ status: 200, accepted: 3, rejected: 0 });
    const customer = await readUntil("email", email, ({ events }) => events?.nodes.length === 3);
    expect(customer.identifiers.nodes).toEqual(
      expect.arrayContaining([
        { namespace: "user_id", value: user },
        { namespace: "email", value: email },
        { namespace: "anonymous_id", value: visit },
      ]),
    );
    expect(customer.events?.nodes.map(({ name }) => name)).toEqual([
      null,
      "Product Viewed",
      "Home",
    ]);
    expect(customer.traits).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ key: "plan", value: "plus", source: "admin" }),
      ]),
    );
    const consents = await eventually(
      async () => (await read("user_id", user))?.consents ?? [],
      (some) => some.some(({ status }) => status === "GRANTED"),
    );
    expect(Object.fromEntries(consents.map(({ purpose, status }) => [purpose, status]))).toEqual({
      service: "UNKNOWN",
      analytics: "DENIED",
      personalisation: "UNKNOWN",
      marketing: "GRANTED",
    });
    for (const [namespace, value] of [
      ["user_id", user],
      ["anonymous_id", visit],
      ["email", ` ${email}`],
    ] as const)
      expect((await read(namespace, value))?.id).toBe(customer.id);
  });

  it("answers for an absorbed id with the customer that holds it now", async () => {
    const [visit, user] = [fresh("visit"), fresh("user")];
    await admin().send([
      { type: "page", messageId: fresh("m"), anonymousId: visit, timestamp: ago(MINUTE) },
    ]);
    const before = await readUntil("anonymous_id", visit, () => true);
    await admin().send([
      {
        type: "track",
        event: "Order Completed",
        messageId: fresh("m"),
        userId: user,
        timestamp: ago(9 * MINUTE),
      },
    ]);
    const other = await readUntil("user_id", user, () => true);
    expect(other.id).not.toBe(before.id);
    await admin().send([
      { type: "identify", messageId: fresh("m"), anonymousId: visit, userId: user },
    ]);
    const merged = await readUntil("anonymous_id", visit, ({ id }) => id === other.id);
    const answer = await internal().query(CUSTOMERS_360, {
      by: [{ id: before.id }, { id: other.id }],
    });
    const found = answer.data?.["customers"] as Shown[];
    expect(found.map(({ id }) => id)).toEqual([merged.id, merged.id]);
    expect(merged.events?.nodes).toHaveLength(3);
  });

  it("lets a shared device and garbage join nobody", async () => {
    const device = fresh("kiosk");
    const users = [fresh("user"), fresh("user"), fresh("user")];
    await admin().send(
      users.flatMap((userId) => [
        {
          type: "track",
          event: "Signed In",
          messageId: fresh("m"),
          userId,
          anonymousId: "undefined",
          context: { device: { id: device }, traits: { email: "null" } },
        },
      ]),
    );
    const ids = await Promise.all(
      users.map(async (user) => (await readUntil("user_id", user, () => true)).id),
    );
    expect(new Set(ids).size).toBe(3);
    expect(await read("anonymous_id", "visit-nobody-had")).toBeNull();
  });

  it("masks labelled fields by scope, purpose and consent, at once when consent changes", async () => {
    const user = fresh("user");
    const email = `${user}@inboxly.co.uk`;
    await admin().send([
      {
        type: "identify",
        messageId: fresh("m"),
        userId: user,
        traits: { email, birthday: "1990-01-01", address: { street: "Am Markt 1" }, plan: "free" },
      },
    ]);
    await readUntil("email", email, () => true);
    const QUERY = `query ($by: CustomerSelector!) { customer(by: $by) {
      identifiers { nodes { namespace value masked maskedBecause } }
      traits { key value masked maskedBecause } } }`;
    const ask = async (token: string, headers?: Record<string, string>) => {
      const answer = await client(story.graph(), token).query(QUERY, by("email", email), headers);
      const { traits } = answer.data?.["customer"] as {
        traits: { key: string; value: unknown; masked: boolean; maskedBecause: string | null }[];
      };
      return Object.fromEntries(traits.map(({ key, maskedBecause }) => [key, maskedBecause]));
    };
    const labelled = (reason: string | null) => ({
      email: reason,
      birthday: reason,
      address: reason,
      plan: null,
    });
    expect(await ask("demo-frontend")).toEqual(labelled("NO_SCOPE"));
    expect(await ask("demo-internal")).toEqual(labelled(null));
    expect(await ask("demo-internal", { "x-purpose": "marketing" })).toEqual(
      labelled("NO_CONSENT"),
    );
    const decide = (decision: string, receiptId: string): Promise<GraphAnswer> =>
      client(story.graph(), "demo-internal").query(
        `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) {
          receipt { id decisions { purpose decision } } customer { id } } }`,
        {
          input: {
            customer: { identifier: { namespace: "email", value: email } },
            decisions: [{ purpose: "marketing", decision }],
            receiptId,
          },
        },
      );
    const receipt = fresh("receipt");
    const first = await decide("GRANTED", receipt);
    expect(first.errors).toBeUndefined();
    expect(await ask("demo-internal", { "x-purpose": "marketing" })).toEqual(labelled(null));
    expect((await decide("GRANTED", receipt)).data).toEqual(first.data);
    expect((await decide("DENIED", receipt)).errors?.[0]?.extensions?.code).toBe("CONFLICT");
    expect((await decide("DENIED", fresh("receipt"))).errors).toBeUndefined();
    expect(await ask("demo-internal", { "x-purpose": "marketing" })).toEqual(
      labelled("NO_CONSENT"),
    );
  });

  it("keeps segments by events, by time and by consent", async () => {
    const id = fresh("seg").toLowerCase();
    const user = fresh("user");
    const upsert = await client(story.graph(), "demo-admin").query(
      `mutation ($input: UpsertSegmentInput!) { upsertSegment(input: $input) { changed segment { id version } } }`,
      {
        input: {
          id,
          name: "Two views within three seconds",
          purpose: "service",
          rule: {
            all: [
              { event: { name: id, atLeast: 2, within: "PT3S" } },
              { not: { trait: { key: "plan", op: "EQ", value: "free" } } },
            ],
          },
        },
      },
    );
    expect(upsert.errors).toBeUndefined();
    const second = new Date(Date.now() - 200);
    await admin().send([
      { type: "track", event: id, messageId: fresh("m"), userId: user, timestamp: ago(700) },
      {
        type: "track",
        event: id,
        messageId: fresh("m"),
        userId: user,
        timestamp: second.toISOString(),
      },
    ]);
    const mine = (customer: Shown): Shown["segments"] =>
      (customer.segments ?? []).filter(({ segment }) => segment.id === id);
    const member = await readUntil("user_id", user, (customer) => mine(customer)?.length === 1);
    expect(mine(member)?.[0]?.enteredAt).toBe(second.toISOString());
    const members = await internal().query(
      `query ($id: ID!) { segment(id: $id) { size members { nodes { id } } } }`,
      { id },
    );
    expect(members.data?.["segment"]).toEqual({ size: 1, members: { nodes: [{ id: member.id }] } });
    // The older of the two views is three seconds old after some 2.3 seconds: out by time alone.
    await readUntil("user_id", user, (customer) => mine(customer)?.length === 0);
  });
}
