import { AppError, badInput } from "../../platform/errors.ts";
import type { SentItem } from "../acceptance/item.ts";

/** The most bytes of one request. */
export const MOST_BATCH_BYTES = 500 * 1024;
/** The most events of one request. */
export const MOST_BATCH_ITEMS = 2_500;

type Plain = Readonly<Record<string, unknown>>;

/**
 * The events of a body: itself, or its `batch`, where `context`, `integrations` and `sentAt` beside it hold for every
 * item that has none of its own.
 */
export function toItems(body: unknown, type: SentItem["type"]): SentItem[] {
  if (type !== undefined) return [{ raw: body, type, live: true }];
  if (!isPlain(body)) throw badInput("body", "must be an object with a batch");
  const { batch, context, integrations, sentAt } = body;
  if (!Array.isArray(batch)) throw badInput("batch", "must be an array of events");
  if (batch.length > MOST_BATCH_ITEMS)
    throw new AppError(
      "PAYLOAD_TOO_LARGE",
      `batch: has ${String(batch.length)} events; ${String(MOST_BATCH_ITEMS)} are the most. Nothing was accepted.`,
      { field: "batch" },
    );
  const shared = { ...pick("context", context), ...pick("integrations", integrations) };
  const given = Object.keys(shared).length > 0 || sentAt !== undefined;
  return batch.map((raw: unknown) => ({
    raw: given && isPlain(raw) ? withShared(raw, shared, sentAt) : raw,
    live: true,
  }));
}

function pick(name: string, value: unknown): Record<string, Plain> {
  return isPlain(value) && Object.keys(value).length > 0 ? { [name]: value } : {};
}

function withShared(raw: Plain, shared: Readonly<Record<string, Plain>>, sentAt: unknown): Plain {
  const merged = Object.entries(shared).map(([name, value]) => {
    const own = raw[name];
    return [name, isPlain(own) ? { ...value, ...own } : (own ?? value)] as const;
  });
  return {
    ...raw,
    ...Object.fromEntries(merged),
    ...(sentAt === undefined || raw["sentAt"] !== undefined ? {} : { sentAt }),
  };
}

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
