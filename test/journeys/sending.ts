import { expect, it } from "@jest/globals";
import { by, client } from "../support/client.ts";
import { createTeller, type Story } from "./teller.ts";

/** What a sender is told: the same in every topology. */
export function tellSending(story: Story): void {
  const { fresh, admin, internal, readUntil } = createTeller(story);

  it("counts every item of a mixed batch, and recognises repeats and conflicts", async () => {
    const [one, two, user] = [fresh("m"), fresh("m"), fresh("user")];
    const event = { type: "track", event: "A", messageId: one, userId: user, properties: { n: 1 } };
    const sent = await admin().send([
      event,
      { ...event, sentAt: new Date().toISOString() },
      { ...event, properties: { n: 2 } },
      { type: "track", messageId: two, userId: user },
      { type: "identify", messageId: fresh("m"), userId: "" },
    ]);
    expect(sent).toMatchObject({
      status: 200,
      accepted: 1,
      duplicate: 1,
      quarantined: 1,
      rejected: 2,
    });
    expect(sent.results.map(({ error }) => error?.field ?? null)).toEqual([
      null,
      null,
      "messageId",
      "event",
      "userId",
    ]);
    const again = await admin().send([event]);
    expect(again).toMatchObject({ accepted: 0, duplicate: 1 });
    const elsewhere = await admin().send([event], { "x-source": "pos" });
    expect(elsewhere).toMatchObject({ accepted: 1 });
  });

  it("takes events by mutation too, with what they carry unchanged", async () => {
    const user = fresh("user");
    const properties = { "a.b": 1, $set: { $x: [2] }, total: 12.5 };
    const answer = await client(story.graph(), "demo-internal").query(
      `mutation ($input: IngestInput!) { ingest(input: $input) {
        accepted duplicate quarantined rejected results { index outcome error { code field } } } }`,
      {
        input: {
          events: [
            { type: "TRACK", event: "Odd", userId: user, messageId: fresh("m"), properties },
            { type: "TRACK", userId: user },
          ],
        },
      },
    );
    expect(answer.data?.["ingest"]).toEqual({
      accepted: 1,
      duplicate: 0,
      quarantined: 0,
      rejected: 1,
      results: [
        { index: 0, outcome: "ACCEPTED", error: null },
        { index: 1, outcome: "REJECTED", error: { code: "missing_field", field: "event" } },
      ],
    });
    await readUntil("user_id", user, ({ events }) => events?.nodes.length === 1);
    const read = await internal().query(
      `query ($by: CustomerSelector!) { customer(by: $by) { events { nodes { properties source } } } }`,
      by("user_id", user),
    );
    expect(read.data?.["customer"]).toEqual({
      events: { nodes: [{ properties, source: "internal" }] },
    });
  });
}
