import { AppError, badInput } from "../../platform/errors.ts";
import { isPlain, type Plain } from "../../platform/plain.ts";
import { isTooDeep, TOO_DEEP } from "./check-tree.ts";

/** The most events of one request. */
export const MOST_BATCH_ITEMS = 2_500;
/** The most bytes of what is shared: it counts in every event, and none may have more. */
const MOST_SHARED_BYTES = 32 * 1024;

/**
 * The calls of a body's `batch`, where `context`, `integrations` and `sentAt` beside it hold for every call that has none
 * of its own. Throws `BAD_USER_INPUT` where there is no batch, `PAYLOAD_TOO_LARGE` where there is too much of one.
 */
export function batchCalls(body: unknown): unknown[] {
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
  requireSmall(shared);
  return batch.map((raw: unknown) =>
    given && isPlain(raw) ? withShared(raw, shared, sentAt) : raw,
  );
}

// Else a request of half a megabyte is a gigabyte to look through.
function requireSmall(shared: Readonly<Record<string, Plain>>): void {
  if (isTooDeep(shared))
    throw badInput("body", `has a context or integrations beside its batch that ${TOO_DEEP}`);
  const bytes = Buffer.byteLength(JSON.stringify(shared));
  if (bytes > MOST_SHARED_BYTES)
    throw new AppError(
      "PAYLOAD_TOO_LARGE",
      `body: context and integrations beside its batch have ${String(bytes)} bytes; ${String(MOST_SHARED_BYTES)} are the most of an event. Nothing was accepted.`,
      { field: "body" },
    );
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
