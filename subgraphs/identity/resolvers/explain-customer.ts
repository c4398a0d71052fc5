import { pageSize, toConnection, type Connection } from "../../../platform/connection.ts";
import { decodeCursor, encodeCursor } from "../../../platform/cursor.ts";
import { badInput } from "../../../platform/errors.ts";
import type { IdentityContext } from "../context.ts";
import type { CustomerRecord } from "../domain/customer-record.ts";
import type { ExplainedLink } from "../domain/explain/explained-link.ts";
import type { TraceEdge } from "../domain/trace.ts";
import type {
  CustomerIdentityGraphArgs,
  CustomerIdentityHistoryArgs,
  CustomerRelatedArgs,
  IdentityOperation,
} from "../types.generated.ts";
import { showEntry } from "./show-operation.ts";

const MOST_LINKS = 1_000;
const DEFAULT_LINKS = 200;
const DEFAULT_RELATED = 20;
const DEFAULT_PAGE = 20;

/** A tie of a customer's, and whom the other side belongs to. */
interface OwnLink extends ExplainedLink {
  /** The customer of `to`; null where nobody holds it. */
  readonly holder: string | null;
}

/** The ties of a customer with itself and with others, seen from itself: those that hold first, then by first sight. */
async function linksOf(
  { id }: Pick<CustomerRecord, "id">,
  { loaders }: IdentityContext,
): Promise<OwnLink[]> {
  const { trace, holderOf, evidenceOf } = await loaders.component.load(id);
  return trace
    .flatMap((edge): OwnLink[] => {
      const [a, b] = [holderOf(edge.a), holderOf(edge.b)];
      if (a !== id && b !== id) return [];
      const [from, to, holder] = a === id ? [edge.a, edge.b, b] : [edge.b, edge.a, a];
      return [{ ...edge, from, to, holder, profile: evidenceOf(edge) }];
    })
    .sort(byStateThenSight);
}

/** The nodes and ties of a customer. */
export async function graphOf(
  customer: CustomerRecord,
  { first }: Partial<CustomerIdentityGraphArgs>,
  context: IdentityContext,
): Promise<{ nodes: string[]; links: readonly ExplainedLink[]; total: number }> {
  const most = first ?? DEFAULT_LINKS;
  if (most < 1 || most > MOST_LINKS)
    throw badInput("first", `is ${String(most)}; ask for 1 to ${String(MOST_LINKS)}`);
  const all = await linksOf(customer, context);
  const links = all.slice(0, most);
  const nodes = [...new Set(links.flatMap(({ from, to }) => [from, to]))];
  return { nodes, links, total: all.length };
}

/** Other customers that ties lead to which do not hold, each by its earliest. */
export async function relatedOf(
  customer: CustomerRecord,
  { first }: Partial<CustomerRelatedArgs>,
  context: IdentityContext,
): Promise<{ customer: CustomerRecord; link: ExplainedLink }[]> {
  const size = pageSize(first, DEFAULT_RELATED);
  const byHolder = new Map<string, OwnLink>();
  for (const link of await linksOf(customer, context))
    if (link.holder !== null && link.holder !== customer.id && !byHolder.has(link.holder))
      byHolder.set(link.holder, link);
  const found = await Promise.all(
    [...byHolder].slice(0, size).map(async ([holder, link]) => {
      const other = await context.loaders.customer.load(holder);
      return other.kind === "found" ? [{ customer: other.record, link }] : [];
    }),
  );
  return found.flat();
}

/** A tie or a decision, at its time. */
interface HistoryEntry {
  readonly at: Date;
  readonly key: string;
  readonly link: ExplainedLink | null;
  readonly decision: IdentityOperation | null;
}

/** What made a customer what it is, newest first. */
export async function historyOf(
  customer: CustomerRecord,
  { first, after }: Partial<CustomerIdentityHistoryArgs>,
  context: IdentityContext,
): Promise<Connection<HistoryEntry>> {
  const size = pageSize(first, DEFAULT_PAGE);
  const before = beforeOf(after);
  const [links, operations] = await Promise.all([
    linksOf(customer, context),
    context.loaders.operationsOf.load(customer),
  ]);
  const entries = [
    ...links.flatMap((link): HistoryEntry[] =>
      link.first === null
        ? []
        : [{ at: link.first, key: `${link.a} ${link.b}`, link, decision: null }],
    ),
    ...operations.map((one): HistoryEntry => {
      const decision = showEntry(one);
      return { at: one.at, key: one._id, link: null, decision };
    }),
  ]
    .filter((entry) => before === null || compareEntries(before, entry) < 0)
    .sort(compareEntries);
  return toConnection(entries.slice(0, size + 1), size, after, ({ at, key }) =>
    encodeCursor([at.getTime(), key]),
  );
}

function compareEntries(
  a: Pick<HistoryEntry, "at" | "key">,
  b: Pick<HistoryEntry, "at" | "key">,
): number {
  return b.at.getTime() - a.at.getTime() || (a.key < b.key ? 1 : a.key > b.key ? -1 : 0);
}

function beforeOf(after: string | null | undefined): Pick<HistoryEntry, "at" | "key"> | null {
  if (after === null || after === undefined) return null;
  const [ms, key] = decodeCursor("after", after, ["number", "string"] as const);
  return { at: new Date(ms), key };
}

function byStateThenSight(x: TraceEdge, y: TraceEdge): number {
  const held = Number(x.state !== "used") - Number(y.state !== "used");
  const sight = (x.first?.getTime() ?? 0) - (y.first?.getTime() ?? 0);
  const [p, q] = [`${x.a} ${x.b}`, `${y.a} ${y.b}`];
  return held || sight || (p < q ? -1 : p > q ? 1 : 0);
}
