import { fromStoredValue, toFieldName } from "../domain/field-name.ts";
import type { Statement } from "../domain/statement.ts";
import { lookUp } from "../../../platform/look-up.ts";
import type { IdentityStore, ObservationDocument } from "./collections.ts";

/** What one event states of one trait, with where it comes from. */
export interface TracedStatement extends Statement {
  readonly profile: string;
  /** What the source sent: the value itself where nothing was standardised. */
  readonly original: unknown;
  readonly messageId: string | null;
  readonly plan: string | null;
  readonly standard: string | null;
}

/** Which part of a trait's statements, newest first. */
export interface StatementsPage {
  readonly most: number;
  readonly before: { readonly at: Date; readonly event: string } | null;
}

/** The traits of one set of profiles. */
export interface StatementsOf {
  readonly profiles: readonly string[];
  readonly traits: readonly string[];
}

interface FoundStatement extends Omit<ObservationDocument, "traits" | "sent"> {
  readonly field: string;
  readonly value: unknown;
  /** Empty where the value is what was sent. */
  readonly sent: readonly unknown[];
}

/** The same page of the statements of every trait asked for, by trait, in the order asked: one command for all. */
export async function readStatements(
  { observations, db }: IdentityStore,
  asked: readonly StatementsOf[],
  { most, before }: StatementsPage,
): Promise<Map<string, TracedStatement[]>[]> {
  const behind =
    before === null
      ? []
      : [
          { t: { $lte: before.at } },
          { $or: [{ t: { $lt: before.at } }, { _id: { $lt: before.event } }] },
        ];
  const found = await lookUp<FoundStatement>(
    db,
    asked.map(({ profiles }) => profiles),
    {
      collection: observations.collectionName,
      field: "profile",
      each: asked.map(({ traits }) => traits.map(toFieldName)),
      pipeline: [
        { $match: { $and: [{ $expr: { $ne: [valuesIn("$traits"), []] } }, ...behind] } },
        { $sort: { t: -1, _id: -1 } },
        { $limit: most },
        {
          $project: {
            ...{ profile: 1, t: 1, source: 1, plan: 1, standard: 1, message: 1 },
            field: "$$each",
            value: { $first: valuesIn("$traits") },
            sent: valuesIn("$sent"),
          },
        },
      ],
    },
  );
  return asked.map(({ traits }, i) => {
    const byField = new Map(traits.map((trait) => [toFieldName(trait), [] as TracedStatement[]]));
    for (const row of found[i] ?? []) byField.get(row.field)?.push(toTraced(row));
    return new Map(
      traits.map((trait) => {
        const statements = byField.get(toFieldName(trait)) ?? [];
        statements.sort((a, b) => b.at.getTime() - a.at.getTime() || (a.event < b.event ? 1 : -1));
        return [trait, statements.slice(0, most)];
      }),
    );
  });
}

// A server before 7.2 takes no field's name from a variable: this is the value of the field `$$each`, if it is there.
function valuesIn(fields: string): object {
  return {
    $map: {
      input: {
        $filter: {
          input: { $objectToArray: { $ifNull: [fields, {}] } },
          cond: { $eq: ["$$this.k", "$$each"] },
        },
      },
      in: "$$this.v",
    },
  };
}

function toTraced(row: FoundStatement): TracedStatement {
  const { _id: event, profile, t: at, source, plan, standard, message, sent } = row;
  const value = fromStoredValue(row.value);
  return {
    event,
    profile,
    at,
    source,
    value,
    original: sent.length === 0 ? value : fromStoredValue(sent[0]),
    messageId: message ?? null,
    plan: plan ?? null,
    standard: standard ?? null,
  };
}
