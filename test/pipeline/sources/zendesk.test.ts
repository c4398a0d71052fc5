import { createHmac } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { zendeskKind } from "../../../pipeline/sources/zendesk.ts";
import { faultsOf, readEvents, request } from "./read-body.ts";

const event = (type: string, what: object = {}, detail: object = {}) => ({
  type: `zen:event-type:${type}`,
  account_id: 22_129_848,
  id: `cbe4028c-7239-495d-b020-f22348516046-${type}`,
  time: "2026-05-01T12:00:00.123Z",
  zendesk_event_version: "2022-11-06",
  subject: "zen:ticket:5158",
  detail: {
    actor_id: "8447388090494",
    assignee_id: "8447388090494",
    brand_id: "8447346621310",
    created_at: "2026-05-01T11:00:00Z",
    custom_status: "8447320465790",
    description: "Where is it?",
    external_id: null,
    form_id: "8646151517822",
    group_id: "8447320466430",
    id: "5158",
    is_public: true,
    organization_id: "8447346622462",
    priority: "LOW",
    requester_id: "8447388090494",
    status: "OPEN",
    subject: "My parcel",
    submitter_id: "8447388090494",
    tags: ["parcel"],
    type: "TASK",
    updated_at: "2026-05-01T12:00:00Z",
    via: { channel: "web_service" },
    ...detail,
  },
  event: what,
});
const ID = (id: string) => ({ type: "support_id", id, collection: "users", encoding: "none" });
const TRIGGER = {
  event: "created",
  ticket_id: "5158",
  subject: "My parcel",
  status: "Open",
  priority: "Normal",
  channel: "Web Service",
  tags: "parcel late",
  created_at: "2026-05-01T11:00:00Z",
  updated_at: "2026-05-01T11:00:00Z",
  requester_id: "8447388090494",
  requester_email: "ada@example.org",
  requester_phone: "",
  requester_name: "Ada Lovelace",
};

describe("zendesk", () => {
  it("reads ticket events, by the requester's id", async () => {
    const events = await readEvents(zendeskKind, [
      event("ticket.created", { meta: { sequence: { id: "x", position: 1 } } }),
      event("ticket.status_changed", { current: "SOLVED", previous: "OPEN" }),
      event("ticket.status_changed", { current: "PENDING", previous: "OPEN" }),
      event("ticket.priority_changed", { current: "HIGH", previous: "LOW" }),
    ]);
    expect(events[0]).toEqual({
      type: "track",
      event: "Ticket Opened",
      messageId: "zendesk-cbe4028c-7239-495d-b020-f22348516046-ticket.created",
      timestamp: "2026-05-01T12:00:00.123Z",
      properties: {
        ticket_id: "5158",
        subject: "My parcel",
        status: "open",
        priority: "low",
        ticket_type: "task",
        channel: "web_service",
        tags: ["parcel"],
      },
      context: { externalIds: [ID("8447388090494")] },
    });
    expect(events.slice(1).map((one) => one["event"])).toEqual([
      "Ticket Solved",
      "Ticket Status Changed",
      "Ticket Priority Changed",
    ]);
  });

  it("reads user events, which say whose an id is", async () => {
    const detail = { email: "ada@example.org", external_id: "u-1", id: "8447388090494" };
    const user = event("user.created", {}, { ...detail, role: "end-user" });
    const [identify] = await readEvents(zendeskKind, user, { externalIdType: "user_id" });
    expect(identify).toMatchObject({
      type: "identify",
      traits: { email: "ada@example.org" },
      context: {
        externalIds: [ID("8447388090494"), { ...ID("u-1"), type: "user_id" }],
      },
    });
    const [gone] = await readEvents(zendeskKind, { ...user, type: "zen:event-type:user.deleted" });
    expect(gone).toMatchObject({ type: "track", event: "User Deleted" });
  });

  it("reads what a trigger sends; all attempts of one invocation are one event", async () => {
    const headers = { "x-zendesk-webhook-invocation-id": "8350205582" };
    const [opened] = await readEvents(zendeskKind, TRIGGER, {}, headers);
    expect(opened).toEqual({
      type: "track",
      event: "Ticket Opened",
      messageId: "zendesk-8350205582",
      timestamp: "2026-05-01T11:00:00Z",
      properties: {
        ticket_id: "5158",
        subject: "My parcel",
        status: "open",
        priority: "normal",
        channel: "web_service",
        tags: ["parcel", "late"],
      },
      context: {
        traits: { email: "ada@example.org", name: "Ada Lovelace" },
        externalIds: [ID("8447388090494")],
      },
    });
    const solved = { ...TRIGGER, event: "status_changed", status: "Solved" };
    expect((await readEvents(zendeskKind, solved))[0]).toMatchObject({ event: "Ticket Solved" });
  });

  it("puts aside what is about nobody who is a customer", async () => {
    const agent = event("user.created", {}, { role: "agent" });
    const article = event("article.published");
    expect(await faultsOf(zendeskKind, [agent, article, {}])).toEqual([
      "The record is about a member of the staff: agent.",
      "The record is neither an event of a ticket or a user nor a trigger's body.",
      "The record is neither an event of a ticket or a user nor a trigger's body.",
    ]);
  });

  it("verifies X-Zendesk-Webhook-Signature over time and raw body", () => {
    // The secret of Zendesk's own example ("Verifying webhooks").
    const secret = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";
    const now = new Date("2026-05-01T12:00:00Z");
    const body = JSON.stringify(TRIGGER);
    const headers = (at: string, text = body) => ({
      "x-zendesk-webhook-signature-timestamp": at,
      "x-zendesk-webhook-signature": createHmac("sha256", secret)
        .update(at + text)
        .digest("base64"),
    });
    const check = (text: string, given: object, key = secret) =>
      zendeskKind.verify?.(request(text, { ...given }), key, now);
    expect(() => check(body, headers("2026-05-01T11:59:00Z"))).not.toThrow();
    expect(() => check(`${body} `, headers("2026-05-01T11:59:00Z"))).toThrow("signature");
    expect(() => check(body, headers("2026-05-01T11:59:00Z"), "other")).toThrow("signature");
    expect(() => check(body, headers("2026-05-01T11:54:00Z"))).toThrow("replay");
    expect(() => check(body, headers("2026-05-01T12:06:00Z"))).toThrow("replay");
    expect(() => check(body, headers("yesterday"))).toThrow("replay");
    expect(() => check(body, {})).toThrow("is missing");
  });
});
