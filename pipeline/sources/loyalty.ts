import { z } from "zod";
import type { Plain } from "../../platform/plain.ts";
import { externalIds, readEach, type Made } from "./read-each.ts";
import { readOptions } from "./read-options.ts";
import { recordsIn } from "./records-in.ts";
import type { SourceKind } from "./source-kind.ts";
import { amountOf, textOf } from "./values.ts";

const optionsSchema = z.strictObject({
  /** The identifier namespace of the card. */
  idType: z.string().min(1).default("loyalty_id"),
});

/**
 * A loyalty programme's rows, of a file or as JSON. A member: `loyalty_id` (also `member_id`, `card_number`),
 * `first_name`, `last_name`, `email`, `phone`, `tier`, `points` (the balance), `updated_at`. A movement of points, told
 * by its `transaction_id`: `loyalty_id`, `points` (below zero: redeemed), `reason`, `occurred_at`. Names in any casing.
 * It has no vendor that signs: the write key says who sends.
 */
export const loyaltyKind: SourceKind = {
  kind: "loyalty",
  open: (given) => {
    const { idType } = readOptions(optionsSchema, given);
    return {
      records: (body) => recordsIn(body, "a row or an array of rows"),
      read: (records) => readEach(records, (value) => read(value, idType)),
    };
  },
};

function read(row: Plain, idType: string): Made {
  const columns = new Map(
    Object.entries(row).map(([name, value]) => [name.toLowerCase().replace(/[^a-z]/g, ""), value]),
  );
  const text = (...names: readonly string[]): string | undefined =>
    names.map((name) => textOf(columns.get(name))).find((one) => one !== undefined);
  const card = text("loyaltyid", "memberid", "cardnumber");
  if (card === undefined) return "has no loyalty_id";
  const context = { externalIds: externalIds({ [idType]: card }) };
  const transaction = text("transactionid");
  if (transaction !== undefined) {
    const points = amountOf(columns.get("points"));
    if (points === undefined || points === 0) return "moves no points";
    if (typeof points !== "number") return "has points that are no number";
    return [
      {
        type: "track",
        event: points > 0 ? "Points Earned" : "Points Redeemed",
        messageId: `loyalty-${transaction}`,
        timestamp: text("occurredat", "timestamp", "updatedat"),
        properties: {
          points: Math.abs(points),
          reason: text("reason"),
          transaction_id: transaction,
        },
        context,
      },
    ];
  }
  return [
    {
      type: "identify",
      messageId: text("messageid"),
      timestamp: text("updatedat", "timestamp"),
      traits: {
        email: text("email"),
        phone: text("phone"),
        firstName: text("firstname"),
        lastName: text("lastname"),
        birthday: text("birthday", "dateofbirth"),
        loyaltyTier: text("tier", "loyaltytier"),
        loyaltyPoints: amountOf(columns.get("points")) ?? amountOf(columns.get("loyaltypoints")),
        joinedAt: text("joinedat", "enrolledat"),
      },
      context,
    },
  ];
}
