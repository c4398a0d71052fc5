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
export interface StatementsQuery {
  readonly trait: string;
  readonly most: number;
  readonly before: { readonly at: Date; readonly event: string } | null;
}

/** The newest statements of a trait by sets of profiles: one command for all of them. */
export async function readStatements(
  { observations, db }: IdentityStore,
  profiles: readonly (readonly string[])[],
  { trait, most, before }: StatementsQuery,
): Promise<TracedStatement[][]> {
  const field = toFieldName(trait);
  const behind =
    before === null
      ? []
      : [
          { t: { $lte: before.at } },
          { $or: [{ t: { $lt: before.at } }, { _id: { $lt: before.event } }] },
        ];
  const found = await lookUp<ObservationDocument>(db, profiles, {
    collection: observations.collectionName,
    field: "profile",
    pipeline: [
      { $match: { $and: [{ [`traits.${field}`]: { $exists: true } }, ...behind] } },
      { $sort: { t: -1, _id: -1 } },
      { $limit: most },
      {
        $project: {
          profile: 1,
          t: 1,
          source: 1,
          plan: 1,
          standard: 1,
          message: 1,
          [`traits.${field}`]: 1,
          [`sent.${field}`]: 1,
        },
      },
    ],
  });
  return found.map((rows) =>
    rows
      .map((row) => toTraced(row, field))
      .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.event < b.event ? 1 : -1))
      .slice(0, most),
  );
}

function toTraced(row: ObservationDocument, field: string): TracedStatement {
  const { _id: event, profile, t: at, source, traits, sent, plan, standard, message } = row;
  const value = fromStoredValue(traits[field]);
  return {
    event,
    profile,
    at,
    source,
    value,
    original: sent !== undefined && field in sent ? fromStoredValue(sent[field]) : value,
    messageId: message ?? null,
    plan: plan ?? null,
    standard: standard ?? null,
  };
}
