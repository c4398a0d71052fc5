import { describe, expect, it } from "@jest/globals";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { FeedTruth, WireEvent } from "../../../examples/feed/index.ts";
import { distinct, identifiersIn, sample } from "./sample.ts";

const { truth, records } = sample;
const PHONES = new Map<string, string>();

describe("the truth of a feed", () => {
  it("names a person, or nobody, for every record and for nothing else", () => {
    const people = new Set(truth.people.map(({ id }) => id));
    const told = records.map(({ source, event }) => truth.records[source]?.[event.messageId]);
    expect(told.every((one) => one === null || (one !== undefined && people.has(one)))).toBe(true);
    const entries = Object.values(truth.records).reduce((n, one) => n + Object.keys(one).length, 0);
    expect(entries).toBe(distinct(sample).length);
  });

  it("never stands in the records", () => {
    const text = JSON.stringify(records);
    expect(text).not.toMatch(/"[ph]-\d{5}"/);
  });

  it("lists each identifier once as somebody's own: no two people's normalise to the same", () => {
    const holder = new Map<string, string>();
    const clashes: string[] = [];
    for (const { id, identifiers } of truth.people)
      for (const { namespace, written } of identifiers)
        for (const value of written) {
          const key = `${namespace}/${normal(namespace, value)}`;
          if ((holder.get(key) ?? id) !== id) clashes.push(key);
          holder.set(key, id);
        }
    expect(clashes).toEqual([]);
    expect(holder.size).toBeGreaterThan(truth.people.length * 2);
  });

  it("accounts for every identifier of every record: own, shared, or garbage", () => {
    const known = knownTo(truth);
    const strays: string[] = [];
    for (const { source, event } of records) {
      const person = truth.records[source]?.[event.messageId] ?? null;
      for (const [namespace, value] of identifiersIn(event)) {
        if (truth.garbage[namespace]?.includes(value) === true) continue;
        const holders = known.get(`${namespace}/${normal(namespace, value)}`);
        const fits =
          holders === "nobody" ||
          (person === null
            ? holders === undefined || holders.size > 1
            : holders?.has(person) === true);
        if (!fits) strays.push(`${source} ${String(person)} ${namespace} ${value}`);
      }
    }
    expect(strays).toEqual([]);
  });

  it("writes the same value in several ways that normalise to the same", () => {
    for (const { identifiers } of truth.people)
      for (const { namespace, value, written } of identifiers)
        expect(new Set([value, ...written].map((one) => normal(namespace, one))).size).toBe(1);
  });

  it("tells which identifiers records connect: each part is in one piece, and no record spans two", () => {
    const part = new Map<string, string>();
    for (const { id, identifiers } of truth.people)
      for (const one of identifiers)
        part.set(`${one.namespace}/${one.value}`, `${id}/${String(one.part)}`);
    const near = new Map<string, Set<string>>();
    const spans: string[] = [];
    for (const { event } of records) {
      const own = identifiersIn(event)
        .map(([namespace, value]) => `${namespace}/${normal(namespace, value)}`)
        .filter((key) => part.has(key));
      if (new Set(own.map((key) => part.get(key))).size > 1) spans.push(own.join(" "));
      for (const key of own) {
        const others = near.get(key) ?? new Set<string>();
        near.set(key, others);
        for (const other of own) others.add(other);
      }
    }
    expect(spans).toEqual([]);
    const reached = new Set<string>();
    const walk = (key: string): void => {
      if (reached.has(key)) return;
      reached.add(key);
      near.get(key)?.forEach(walk);
    };
    let pieces = 0;
    for (const key of part.keys())
      if (!reached.has(key)) {
        pieces++;
        walk(key);
      }
    expect(pieces).toBe(new Set(part.values()).size);
  });

  it("says of each person's consent what their own latest decision says", () => {
    const latest = new Map<string, { at: string; granted: boolean }>();
    for (const { source, event } of records) {
      const person = truth.records[source]?.[event.messageId] ?? null;
      for (const [purpose, granted] of Object.entries(decisionsIn(event))) {
        const key = `${String(person)}/${purpose}`;
        const before = latest.get(key);
        expect(person).not.toBeNull();
        if (before === undefined || before.at <= event.timestamp)
          latest.set(key, { at: event.timestamp, granted });
      }
    }
    const told = truth.people.flatMap(({ id, consents }) =>
      Object.entries(consents).map(([purpose, granted]) => [`${id}/${purpose}`, granted] as const),
    );
    expect(new Map(told)).toEqual(new Map([...latest].map(([key, { granted }]) => [key, granted])));
    expect(told.length).toBeGreaterThan(truth.people.length);
  });

  it("lets a later decision name every identifier that an earlier one named", () => {
    const named = new Map<string, Set<string>>();
    for (const { source, event } of byTime()) {
      const decisions = decisionsIn(event);
      if (Object.keys(decisions).length === 0) continue;
      const person = String(truth.records[source]?.[event.messageId]);
      const now = new Set(identifiersIn(event).map((pair) => pair.join("/")));
      const grants = Object.values(decisions).includes(true);
      for (const one of named.get(person) ?? []) if (grants) expect(now).toContain(one);
      named.set(person, now);
    }
  });
});

function byTime(): typeof records {
  return [...records].sort((a, b) => (a.event.timestamp < b.event.timestamp ? -1 : 1));
}

function decisionsIn(event: WireEvent): Record<string, boolean> {
  const consent = event.context["consent"] as
    { categoryPreferences?: Record<string, boolean> } | undefined;
  return consent?.categoryPreferences ?? {};
}

function knownTo({ people, shared }: FeedTruth): Map<string, Set<string> | "nobody"> {
  const known = new Map<string, Set<string> | "nobody">();
  for (const { id, identifiers } of people)
    for (const { namespace, value } of identifiers)
      known.set(`${namespace}/${normal(namespace, value)}`, new Set([id]));
  for (const { namespace, value, kind, people: users } of shared)
    known.set(
      `${namespace}/${normal(namespace, value)}`,
      kind === "till" ? "nobody" : new Set(users),
    );
  return known;
}

/** As a write path would: trimmed and lower-cased e-mails, phone numbers by libphonenumber with Germany for home. */
function normal(namespace: string, value: string): string {
  if (namespace === "email") return value.trim().toLowerCase();
  if (namespace !== "phone") return value;
  const known = PHONES.get(value);
  if (known !== undefined) return known;
  const number = parsePhoneNumberFromString(value, "DE")?.number ?? `unparsed ${value}`;
  PHONES.set(value, number);
  return number;
}
