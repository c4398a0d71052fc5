import { pageSize, toConnection, type Connection } from "../../../platform/connection.ts";
import { decodeCursor, encodeCursor } from "../../../platform/cursor.ts";
import { maskReason } from "../../../platform/labels.ts";
import type { IdentityContext } from "../context.ts";
import type { CustomerRecord } from "../domain/customer-record.ts";
import { toFieldName } from "../domain/field-name.ts";
import { lostBecause, type Standing } from "../domain/lost-because.ts";
import type { TraitRecord } from "../domain/trait-record.ts";
import { lastBySource, NOT_COUNTED, type Counted } from "../domain/traits-in-force.ts";
import { survivorOf } from "../domain/survivorship.ts";
import type { StatementsPage, TracedStatement } from "../store/statements.ts";
import type { TraitLineageArgs, TraitStatement } from "../types.generated.ts";

const DEFAULT_PAGE = 20;

/** What is known of a customer under one name. */
export const Trait = {
  rule: ({ part }: TraitRecord) => part.rule.toUpperCase() as Uppercase<typeof part.rule>,

  lineage: async (
    { key, customer }: TraitRecord,
    { first, after }: Partial<TraitLineageArgs>,
    context: IdentityContext,
  ): Promise<Connection<TraitStatement>> => {
    const size = pageSize(first, DEFAULT_PAGE);
    const page = { most: size + 1, before: beforeOf(after) };
    const [statements, counted] = await Promise.all([
      context.loaders.statements.load({ customer, trait: key, page }),
      countedOf(customer, [key], context),
    ]);
    const standing = standingOf(key, customer, counted, context);
    const shown = statements.map((one) => show(one, key, customer, standing, context));
    return toConnection(shown, size, after, ({ statedAt, event }) =>
      encodeCursor([statedAt.getTime(), event]),
    );
  },
};

/** What the rules that count must see of these traits (null: of all); nothing is read where no such rule is asked. */
export function countedOf(
  customer: CustomerRecord,
  keys: readonly string[] | null,
  { survivorship, loaders }: IdentityContext,
): Counted | Promise<Counted> {
  const traits =
    keys === null
      ? [...survivorship.counted]
      : keys.filter((key) => survivorship.counted.has(key)).sort();
  return traits.length === 0 ? NOT_COUNTED : loaders.counted.load({ customer, traits });
}

function standingOf(
  key: string,
  { profiles }: CustomerRecord,
  counted: Counted,
  { survivorship }: IdentityContext,
): Standing {
  const rule = survivorship.ruleOf(key);
  const statements = counted.get(key) ?? lastBySource(profiles, toFieldName(key));
  return { rule, statements, inForce: survivorOf(rule, statements) };
}

// Value and original are withheld together, by the labels of both: the one would tell the other.
function show(
  statement: TracedStatement,
  key: string,
  { purposes }: CustomerRecord,
  standing: Standing,
  { labels, caller }: IdentityContext,
): TraitStatement {
  const { at, event, profile, source, messageId, plan, standard, value, original } = statement;
  const carried = new Set([...labels.of(key, value), ...labels.of(key, original)]);
  const maskedBecause = maskReason(carried, caller, purposes);
  const masked = maskedBecause !== null;
  const lost = lostBecause(statement, standing);
  return {
    value: masked ? null : value,
    original: masked ? null : original,
    source,
    event,
    messageId,
    plan,
    standard,
    statedAt: at,
    profile,
    inForce: lost === null,
    lostBecause: lost,
    masked,
    maskedBecause,
  };
}

function beforeOf(after: string | null | undefined): StatementsPage["before"] {
  if (after === null || after === undefined) return null;
  const [ms, event] = decodeCursor("after", after, ["number", "string"] as const);
  return { at: new Date(ms), event };
}
