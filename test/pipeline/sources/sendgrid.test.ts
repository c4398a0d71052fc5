import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { sendgridKind } from "../../../pipeline/sources/sendgrid.ts";
import { faultsOf, readEvents, request } from "./read-body.ts";

const BASE = {
  email: "ada@example.org",
  timestamp: 1_777_636_800,
  "smtp-id": "<14c5d75ce93.dfd.64b469@ismtpd-555>",
  category: ["spring", "news"],
  sg_message_id: "14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0",
};
const event = (kind: string, more: object = {}) => ({
  ...BASE,
  event: kind,
  sg_event_id: `${kind}-ZGVsaXZlcmVkLTAtMTQzMTU0ODQtMA`,
  ...more,
});

describe("sendgrid", () => {
  it("reads events in the words of the Segment spec, told apart by sg_event_id", async () => {
    const events = await readEvents(sendgridKind, [
      event("delivered", { response: "250 OK", ip: "198.51.100.4", tls: 1 }),
      event("open", { useragent: "Mozilla/5.0", ip: "203.0.113.7", sg_machine_open: false }),
      event("click", {
        url: "https://shop.example/sale",
        url_offset: { index: 0, type: "html" },
        singlesend_id: "7c1e",
        singlesend_name: "Spring",
        order: "o-7",
      }),
      event("bounce", { reason: "500 unknown recipient", status: "5.0.0", type: "bounce" }),
      event("deferred", { attempt: "5", category: "cat facts" }),
      event("dropped", { reason: "Bounced Address" }),
      event("processed"),
    ]);
    expect(events.map((one) => one["event"])).toEqual([
      "Email Delivered",
      "Email Opened",
      "Email Link Clicked",
      "Email Bounced",
      "Email Deferred",
      "Email Dropped",
      "Email Processed",
    ]);
    expect(events[2]).toEqual({
      type: "track",
      event: "Email Link Clicked",
      messageId: "sendgrid-click-ZGVsaXZlcmVkLTAtMTQzMTU0ODQtMA",
      timestamp: "2026-05-01T12:00:00.000Z",
      properties: {
        order: "o-7",
        campaign_id: "7c1e",
        campaign_name: "Spring",
        email_id: BASE.sg_message_id,
        link_url: "https://shop.example/sale",
        categories: ["spring", "news"],
      },
      context: { traits: { email: "ada@example.org" } },
    });
    expect(events[1]).toMatchObject({
      properties: { machine_open: false },
      context: { ip: "203.0.113.7", userAgent: "Mozilla/5.0" },
    });
    expect(events[3]).toMatchObject({ properties: { bounce_type: "bounce", status: "5.0.0" } });
    expect(events[4]).toMatchObject({ properties: { categories: ["cat facts"], attempt: "5" } });
    for (const one of events) expect(one["context"]).not.toHaveProperty("consent");
  });

  it("takes unsubscribing and a complaint for a denial, and resubscribing for no consent", async () => {
    const kinds = ["unsubscribe", "group_unsubscribe", "spamreport", "group_resubscribe"];
    const body = kinds.map((kind) => event(kind, { asm_group_id: 10 }));
    const consents = async (options: Record<string, unknown>) =>
      (await readEvents(sendgridKind, body, options)).map(
        ({ context }) => (context as { consent?: unknown }).consent,
      );
    const denied = { categoryPreferences: { news: false } };
    expect(await consents({ marketingPurpose: "news" })).toEqual([
      denied,
      denied,
      denied,
      undefined,
    ]);
    expect(await consents({ marketingPurpose: null })).toEqual(Array(4).fill(undefined));
  });

  it("gives events with the longest ids a message id that fits, each its own", async () => {
    const long = ["A", "B"].map((last) => last.padStart(100, "x"));
    const body = [...long, long[0]].map((id) => event("open", { sg_event_id: id }));
    const ids = (await readEvents(sendgridKind, body)).map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(2);
    expect(ids[2]).toBe(ids[0]);
  });

  it("keeps custom arguments, also under names that events of campaigns have", async () => {
    const custom = { campaign_id: "c-42", template_id: 7, order: "o-7" };
    const [plain, sent] = await readEvents(sendgridKind, [
      event("delivered", custom),
      event("open", { ...custom, singlesend_id: "7c1e" }),
    ]);
    expect(plain?.["properties"]).toMatchObject(custom);
    expect(sent?.["properties"]).toMatchObject({ ...custom, campaign_id: "7c1e" });
  });

  it("finds the user in a custom argument", async () => {
    const body = [event("open", { uid: 42 })];
    const [found] = await readEvents(sendgridKind, body, { userIdArgument: "uid" });
    expect(found).toMatchObject({ userId: "42" });
  });

  it("puts aside what is no e-mail's event", async () => {
    const status = { event: "account_status_change", sg_event_id: "x", timestamp: 1, type: "y" };
    expect(await faultsOf(sendgridKind, [status, { ...BASE, event: "open" }, null])).toEqual([
      "The record is of a kind of event that is not read.",
      "The record lacks sg_event_id or timestamp.",
      "The record is no object.",
    ]);
  });

  describe("verifies X-Twilio-Email-Event-Webhook-Signature", () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const secret = publicKey.export({ format: "der", type: "spki" }).toString("base64");
    const now = new Date("2026-05-01T12:00:00Z");
    const body = JSON.stringify([event("open")]);
    const headers = (at = now.getTime() / 1000, text = body) => ({
      "x-twilio-email-event-webhook-timestamp": String(at),
      "x-twilio-email-event-webhook-signature": sign(
        "sha256",
        Buffer.from(`${String(at)}${text}`),
        privateKey,
      ).toString("base64"),
    });
    const check = (text: string, given: object, key = secret) =>
      sendgridKind.verify?.(request(text, { ...given }), key, now);

    it("over time and raw body, by the key that SendGrid shows", () => {
      expect(() => check(body, headers())).not.toThrow();
    });

    it("agrees with SendGrid's own example", () => {
      // The key and signature that SendGrid's Node library is tested with (sendgrid-nodejs, eventwebhook.spec.js).
      const key =
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
      const signature =
        "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=";
      const text =
        '[{"email":"hello@world.com","event":"dropped","reason":"Bounced Address","sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA","sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0","smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}]\r\n';
      const given = {
        "x-twilio-email-event-webhook-timestamp": "1600112502",
        "x-twilio-email-event-webhook-signature": signature,
      };
      const at = new Date(1_600_112_502_000);
      expect(() => sendgridKind.verify?.(request(text, given), key, at)).not.toThrow();
      expect(() => sendgridKind.verify?.(request(text.trim(), given), key, at)).toThrow(
        "signature",
      );
    });

    it("and refuses another body or key, an old request, and one without", () => {
      const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
      const otherKey = other.export({ format: "der", type: "spki" }).toString("base64");
      expect(() => check(`${body} `, headers())).toThrow("signature");
      expect(() => check(body, headers(), otherKey)).toThrow("signature");
      expect(() => check(body, headers(now.getTime() / 1000 - 301))).toThrow("replay");
      expect(() => check(body, {})).toThrow("is missing");
      expect(() => check(body, headers(), "no key")).toThrow("no P-256 public key");
    });
  });
});
