import { requireScope } from "../../../platform/caller.ts";
import { pageSize, toConnection, type Connection } from "../../../platform/connection.ts";
import { decodeCursor, encodeCursor } from "../../../platform/cursor.ts";
import { badInput } from "../../../platform/errors.ts";
import { maskReason } from "../../../platform/labels.ts";
import type { IdentityContext } from "../context.ts";
import type { CustomerRecord } from "../domain/customer-record.ts";
import type { MatchPairDocument } from "../store/collections.ts";
import type { ReviewPage } from "../store/match/review-queue.ts";
import type {
  MatchCandidate,
  QueryFindMatchesArgs,
  QueryReviewQueueArgs,
} from "../types.generated.ts";

const REVIEW_PAGE = 20;
const DEFAULT_MATCHES = 10;

/** Pairs that people are to decide, or have decided. */
export async function reviewQueue(
  _: unknown,
  { state, first, after }: Partial<QueryReviewQueueArgs>,
  { caller, reviews }: IdentityContext,
): Promise<Connection<MatchPairDocument>> {
  requireScope(caller, "customers:read");
  requireScope(caller, "identity:write");
  const size = pageSize(first, REVIEW_PAGE);
  const found = await reviews({
    state: state === "DECIDED" ? "decided" : "waiting",
    after: placeOf(after),
    size: size + 1,
  });
  return toConnection(found, size, after, ({ probability, _id }) =>
    encodeCursor([probability, _id]),
  );
}

function placeOf(after: string | null | undefined): ReviewPage["after"] {
  if (after === null || after === undefined) return null;
  const [probability, id] = decodeCursor("after", after, ["number", "string"] as const);
  return { probability, id };
}

/** Who is like somebody that is described by traits. */
export async function matchesFor(
  _: unknown,
  { traits, first }: QueryFindMatchesArgs,
  { caller, labels, findMatches, loaders }: IdentityContext,
): Promise<(Omit<MatchCandidate, "customer"> & { readonly customer: CustomerRecord })[]> {
  requireScope(caller, "customers:read");
  requireScope(caller, "customers:resolve");
  if (typeof traits !== "object" || traits === null || Array.isArray(traits))
    throw badInput("traits", "must be an object of traits, as an identify call has them");
  // How alike somebody is tells their values, guess by guess: who may not read them may not ask by them.
  const carried = new Set(
    Object.entries(traits).flatMap(([name, value]) => [...labels.of(name, value)]),
  );
  for (const label of carried) requireScope(caller, `label:${label}`);
  const found = await findMatches(
    traits as Readonly<Record<string, unknown>>,
    pageSize(first, DEFAULT_MATCHES),
  );
  const loaded = await Promise.all(
    found.map(async ({ customer, probability, bits, band, comparisons }) => {
      const one = await loaders.customer.load(customer);
      return one.kind === "found" && maskReason(carried, caller, one.record.purposes) === null
        ? [
            {
              customer: one.record,
              probability,
              bits,
              joins: band === "auto",
              comparisons: [...comparisons],
            },
          ]
        : [];
    }),
  );
  return loaded.flat();
}
