/** An event of a small world, as plain values. */
export interface WorldEvent {
  readonly id: string;
  readonly profile: string;
  /** Milliseconds. */
  readonly at: number;
  readonly key: string;
  readonly properties: {
    readonly total?: unknown;
    readonly kind?: unknown;
    readonly lines?: unknown;
  };
}

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const minusDays = (at: number, days: number): string => dateOf(at - days * 24 * 60 * 60 * 1000);

/** The sum of doubles, exactly: as whole multiples of 2^-200, so that only the last step rounds. */
export function sumExactly(numbers: readonly number[]): number {
  let sum = 0n;
  for (let number of numbers) {
    let places = 200;
    while (!Number.isInteger(number)) {
      number *= 2;
      places -= 1;
    }
    sum += BigInt(number) << BigInt(places);
  }
  return Number(sum) / 2 ** 200;
}

/** What every definition comes to, recomputed from all events by brute force; it shares no code with what it checks. */
export function oracle(world: readonly WorldEvent[], now: number): Record<string, unknown> {
  const all = [...world]
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const since = (events: readonly WorldEvent[], days: number): WorldEvent[] =>
    events.filter(({ at }) => dateOf(at) >= minusDays(now, days - 1));
  const orders = all.filter(({ key }) => key === "track:Order");
  const pages = all.filter(({ key }) => key.startsWith("page:"));
  const totals = (events: readonly WorldEvent[]): number[] =>
    events.flatMap(({ properties: { total } }) => (typeof total === "number" ? [total] : []));
  const isKind = (kind: unknown): boolean => ["string", "number", "boolean"].includes(typeof kind);
  const kindsOf = (events: readonly WorldEvent[]): unknown[] =>
    events.map(({ properties }) => properties.kind).filter(isKind);
  const either = all.filter(({ key }) => key === "track:Order" || key.startsWith("page:"));
  const lastFirst = [...new Set([...kindsOf(either)].reverse())];
  const usual = kindsOf(orders);
  const times = (kind: unknown): number => usual.filter((one) => one === kind).length;
  const most = Math.max(0, ...usual.map(times));
  const sum = sumExactly(totals(orders));
  const daysWithPages = new Set(pages.map(({ at }) => dateOf(at)));
  const run = (from: number): number => {
    let days = 0;
    while (daysWithPages.has(minusDays(from, days))) days += 1;
    return days;
  };
  const mondays = [
    ...new Set(pages.map(({ at }) => minusDays(at, (new Date(dateOf(at)).getUTCDay() + 6) % 7))),
  ];
  const weeksTo = (monday: string): number =>
    mondays.includes(monday) ? 1 + weeksTo(minusDays(Date.parse(monday), 7)) : 0;
  const left = (at: number): number => 0.5 ** ((now - at) / (2 * 24 * 60 * 60 * 1000));
  return {
    orders: orders.length,
    tracks_7d: since(all, 7).filter(({ key }) => key.startsWith("track:")).length,
    large_orders: totals(orders).filter((total) => total >= 10).length,
    revenue: sum,
    revenue_3d: sumExactly(totals(since(orders, 3))),
    prices: sumExactly(
      orders.flatMap(({ properties: { lines } }) =>
        Array.isArray(lines)
          ? lines.flatMap((line: { price?: unknown }) =>
              typeof line.price === "number" ? [line.price] : [],
            )
          : [],
      ),
    ),
    average: totals(orders).length === 0 ? null : sum / totals(orders).length,
    least: totals(orders).length === 0 ? null : Math.min(...totals(orders)),
    most_10d:
      totals(since(orders, 10)).length === 0 ? null : Math.max(...totals(since(orders, 10))),
    first_kind: kindsOf(pages)[0] ?? null,
    last_page_at: pages.length === 0 ? null : new Date(pages.at(-1)?.at ?? 0).toISOString(),
    usual_kind: [...usual].reverse().find((kind) => times(kind) === most) ?? null,
    kinds: lastFirst.slice(0, 2),
    kinds_5d: new Set(kindsOf(since(either, 5))).size,
    rate: pages.length === 0 ? null : sum / pages.length,
    days: Math.max(run(now), run(now - 24 * 60 * 60 * 1000)),
    weeks: Math.max(0, ...mondays.map(weeksTo)),
    engagement:
      pages.reduce((total, { at }) => total + left(at), 0) +
      orders
        .filter(({ properties: { kind } }) => kind === "a" || kind === "b")
        .reduce((total, { at }) => total + 10 * left(at), 0),
  };
}
