import { createPublicKey, verify as verifySignature, type KeyObject } from "node:crypto";
import { z } from "zod";
import { AppError } from "../../platform/errors.ts";
import type { Plain } from "../../platform/plain.ts";
import { consent, readEach, type Made } from "./read-each.ts";
import { readOptions } from "./read-options.ts";
import { recordsIn } from "./records-in.ts";
import { requireFresh, signedHeader, wrong } from "./signature.ts";
import type { SourceKind, Verify } from "./source-kind.ts";
import { definedIn, textOf } from "./values.ts";

const optionsSchema = z.strictObject({
  /** The purpose that unsubscribing, or calling it spam, denies; null: none. */
  marketingPurpose: z.string().min(1).nullable().default("marketing"),
  /** The custom argument that holds the recipient's user id; null: none. */
  userIdArgument: z.string().min(1).nullable().default(null),
});
type Options = z.output<typeof optionsSchema>;

/** Names of the Segment spec ("Email events") where it has one. */
const EVENTS: ReadonlyMap<string, string> = new Map([
  ["processed", "Email Processed"],
  ["deferred", "Email Deferred"],
  ["delivered", "Email Delivered"],
  ["open", "Email Opened"],
  ["click", "Email Link Clicked"],
  ["bounce", "Email Bounced"],
  ["dropped", "Email Dropped"],
  ["spamreport", "Email Marked as Spam"],
  ["unsubscribe", "Unsubscribed"],
  ["group_unsubscribe", "Unsubscribed"],
  ["group_resubscribe", "Resubscribed"],
]);
// Resubscribing to one group is no consent to all that the purpose is for: it grants nothing.
const DENY = new Set(["spamreport", "unsubscribe", "group_unsubscribe"]);

/**
 * SendGrid's event webhook (Twilio SendGrid documentation, "Event Webhook Reference"): an array of events, told apart
 * by `sg_event_id`. Verified by `X-Twilio-Email-Event-Webhook-Signature` ("Getting Started with the Event Webhook
 * Security Features"): ECDSA P-256 and SHA-256 over timestamp and raw body; the secret is the verification key that
 * SendGrid shows, base64 of its DER.
 */
export const sendgridKind: SourceKind = {
  kind: "sendgrid",
  verify,
  open: (given) => {
    const options = readOptions(optionsSchema, given);
    return {
      records: (body) => recordsIn(body, "an array of events"),
      read: (records) => readEach(records, (value) => read(value, options)),
    };
  },
};

const SIGNATURE = "x-twilio-email-event-webhook-signature";
const TIME = "x-twilio-email-event-webhook-timestamp";

function verify(...[{ headers, rawBody }, secret, now]: Parameters<Verify>): void {
  const signature = Buffer.from(signedHeader(headers, SIGNATURE), "base64");
  const timestamp = signedHeader(headers, TIME);
  requireFresh(TIME, Number(timestamp) * 1_000, now);
  const signed = Buffer.concat([Buffer.from(timestamp), rawBody]);
  if (!verifySignature("sha256", signed, keyOf(secret), signature)) throw wrong(SIGNATURE);
}

function keyOf(secret: string): KeyObject {
  try {
    const key = createPublicKey({
      key: Buffer.from(secret, "base64"),
      format: "der",
      type: "spki",
    });
    if (key.asymmetricKeyDetails?.namedCurve === "prime256v1") return key;
  } catch {
    // Said below: the deployment's fault, not the sender's.
  }
  throw new AppError("UNAVAILABLE", "The verification key of this source is no P-256 public key.");
}

/** Members that are read by name; all others are the sender's custom arguments. */
const OWN = new Set(
  (
    "email timestamp event sg_event_id sg_message_id smtp-id useragent ip url url_offset category reason status response " +
    "attempt type bounce_classification asm_group_id sg_machine_open sg_content_type sg_template_id sg_template_name " +
    "singlesend_id singlesend_name marketing_campaign_id marketing_campaign_name tls cert_err pool template send_at"
  ).split(" "),
);

function read(value: Plain, { marketingPurpose, userIdArgument }: Options): Made {
  const kind = textOf(value["event"]) ?? "";
  const event = EVENTS.get(kind);
  if (event === undefined) return "is of a kind of event that is not read";
  const id = textOf(value["sg_event_id"]);
  const seconds = value["timestamp"];
  if (id === undefined || typeof seconds !== "number") return "lacks sg_event_id or timestamp";
  const category = value["category"];
  return [
    {
      type: "track",
      event,
      messageId: `sendgrid-${id}`,
      userId: userIdArgument === null ? undefined : textOf(value[userIdArgument]),
      timestamp: new Date(seconds * 1_000).toISOString(),
      properties: {
        ...Object.fromEntries(Object.entries(value).filter(([name]) => !OWN.has(name))),
        ...definedIn({
          campaign_id: textOf(value["singlesend_id"]) ?? textOf(value["marketing_campaign_id"]),
          campaign_name:
            textOf(value["singlesend_name"]) ?? textOf(value["marketing_campaign_name"]),
          email_id: textOf(value["sg_message_id"]),
          template_id: textOf(value["sg_template_id"]),
          link_url: textOf(value["url"]),
          categories: typeof category === "string" ? [category] : category,
          reason: textOf(value["reason"]),
          response: textOf(value["response"]),
          status: textOf(value["status"]),
          bounce_type: textOf(value["type"]),
          bounce_classification: textOf(value["bounce_classification"]),
          attempt: textOf(value["attempt"]),
          group_id: textOf(value["asm_group_id"]),
          // Opened by a mail provider's prefetching, not by a person.
          machine_open: value["sg_machine_open"],
        }),
      },
      context: {
        ip: textOf(value["ip"]),
        userAgent: textOf(value["useragent"]),
        traits: { email: textOf(value["email"]) },
        consent: DENY.has(kind) ? consent(marketingPurpose, false) : undefined,
      },
    },
  ];
}
