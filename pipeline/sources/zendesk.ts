import { z } from "zod";
import { plainOf, type Plain } from "../../platform/plain.ts";
import { externalIds, readEach, type Made } from "./read-each.ts";
import { readOptions } from "./read-options.ts";
import { recordsIn } from "./records-in.ts";
import { requireFresh, requireHmac, signedHeader } from "./signature.ts";
import type { SourceKind, Verify } from "./source-kind.ts";
import { textOf } from "./values.ts";

const optionsSchema = z.strictObject({
  /** The identifier namespace of the help desk's user id. */
  idType: z.string().min(1).default("support_id"),
  /** The namespace of a user's `external_id`; null: it is not used. */
  externalIdType: z.string().min(1).nullable().default(null),
});
type Options = z.output<typeof optionsSchema>;

/**
 * Zendesk's webhooks: subscriptions to ticket and user events (Zendesk developer documentation, "Webhook event types":
 * `type`, `id`, `time`, `detail`, `event`), and triggers, whose body is the one of docs/sources.md, made of Zendesk's
 * placeholders. Verified by `X-Zendesk-Webhook-Signature` ("Verifying webhooks"): base64 HMAC-SHA-256 over timestamp and
 * raw body under the webhook's signing secret. A ticket names its requester by the help desk's own id, and user events
 * say whose that is.
 */
export const zendeskKind: SourceKind = {
  kind: "zendesk",
  verify,
  open: (given) => {
    const options = readOptions(optionsSchema, given);
    return {
      records: (body) => recordsIn(body, "an event of Zendesk"),
      read: (records, { headers }) => {
        const invocation = headers["x-zendesk-webhook-invocation-id"];
        const delivery =
          typeof invocation === "string" && records.length === 1
            ? { messageId: `zendesk-${invocation}` }
            : {};
        return readEach(records, (value) =>
          value["ticket_id"] === undefined
            ? readEvent(value, options)
            : readTrigger(value, delivery, options),
        );
      },
    };
  },
};

const TIME = "x-zendesk-webhook-signature-timestamp";

function verify(...[{ headers, rawBody }, secret, now]: Parameters<Verify>): void {
  const timestamp = signedHeader(headers, TIME);
  requireFresh(TIME, Date.parse(timestamp), now);
  requireHmac(headers, "x-zendesk-webhook-signature", secret, [timestamp, rawBody]);
}

function readEvent(value: Plain, options: Options): Made {
  const type = /^zen:event-type:(ticket|user)\.(\w+)$/.exec(textOf(value["type"]) ?? "");
  if (type === null) return "is neither an event of a ticket or a user nor a trigger's body";
  const [, about, what = ""] = type;
  const detail = plainOf(value["detail"]);
  const id = textOf(value["id"]);
  if (id === undefined) return "has no id";
  const delivery = { messageId: `zendesk-${id}`, timestamp: textOf(value["time"]) };
  if (about === "user") return readUser(detail, delivery, what, options);
  const current = plainOf(value["event"])["current"];
  const now = what === "status_changed" ? textOf(current) : undefined;
  return [
    {
      type: "track",
      event: nameOf(what, now),
      ...delivery,
      properties: {
        ticket_id: textOf(detail["id"]),
        subject: textOf(detail["subject"]),
        status: lower(now ?? detail["status"]),
        priority: lower(detail["priority"]),
        ticket_type: lower(detail["type"]),
        channel: channelOf(plainOf(detail["via"])["channel"]),
        tags: detail["tags"],
      },
      context: { externalIds: externalIds({ [options.idType]: textOf(detail["requester_id"]) }) },
    },
  ];
}

function readUser(user: Plain, delivery: Plain, what: string, options: Options): Made {
  const { idType, externalIdType } = options;
  const id = textOf(user["id"]);
  if (id === undefined) return "has no detail.id";
  const role = textOf(user["role"]);
  if (role !== undefined && role !== "end-user") return `is about a member of the staff: ${role}`;
  const ids = {
    [idType]: id,
    ...(externalIdType === null ? {} : { [externalIdType]: textOf(user["external_id"]) }),
  };
  const context = { externalIds: externalIds(ids) };
  if (what === "deleted") return [{ type: "track", event: "User Deleted", ...delivery, context }];
  const traits = { email: textOf(user["email"]), createdAt: textOf(user["created_at"]) };
  return [{ type: "identify", ...delivery, traits, context }];
}

function readTrigger(body: Plain, delivery: Plain, { idType }: Options): Made {
  const field = (name: string): string | undefined => textOf(body[name]);
  const what = field("event") ?? "updated";
  return [
    {
      type: "track",
      event: nameOf(what, what === "status_changed" ? field("status") : undefined),
      ...delivery,
      timestamp: field(what === "created" ? "created_at" : "updated_at") ?? field("created_at"),
      properties: {
        ticket_id: field("ticket_id"),
        subject: field("subject"),
        status: lower(field("status")),
        priority: lower(field("priority")),
        channel: channelOf(field("channel")),
        tags: field("tags")?.split(" "),
      },
      context: {
        traits: {
          email: field("requester_email"),
          phone: field("requester_phone"),
          name: field("requester_name"),
        },
        externalIds: externalIds({ [idType]: field("requester_id") }),
      },
    },
  ];
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ["created", "Ticket Opened"],
  ["solved", "Ticket Solved"],
  ["closed", "Ticket Closed"],
]);

/** `priority_changed` is Ticket Priority Changed; a status has a name of its own where it ends a ticket. */
function nameOf(what: string, status: string | undefined): string {
  const known = NAMES.get(lower(status) ?? what);
  if (known !== undefined) return known;
  const words = what.split("_").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `Ticket ${words.join(" ")}`;
}

/** The placeholder of a trigger writes `Web Service`, an event `web_service`. */
function channelOf(value: unknown): string | undefined {
  return lower(value)?.replace(/\s+/g, "_");
}

function lower(value: unknown): string | undefined {
  return textOf(value)?.toLowerCase();
}
