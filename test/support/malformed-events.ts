/** Draws numbers 0 ≤ x < 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One way to be malformed, and what has to become of it. */
export interface MalformedClass {
  readonly name: string;
  /** The reason code; null where it is odd and yet to be accepted as it is. */
  readonly code: string | null;
  /** A fault's field; null where none is named; left out where it differs from event to event. */
  readonly field?: string | null;
  readonly make: (pick: Pick, n: number) => unknown;
}

type Pick = <T>(choices: readonly T[]) => T;

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < depth; i += 1) value = { a: value };
  return value;
};
const text = (length: number): string => "x".repeat(length);
const track = (n: number, rest: object = {}): object => ({
  type: "track",
  event: "Bent",
  userId: `u-${String(n % 50)}`,
  ...rest,
});
const carrying = (n: number, properties: unknown): object => track(n, { properties });
const names = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${String(i)}`, 1]));
/** An object with an own field of any name, `__proto__` included. */
const named = (name: string, value: unknown): unknown =>
  JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`);

const rejects = (
  code: string,
  field: string | null | undefined,
  entries: Readonly<Record<string, MalformedClass["make"]>>,
): MalformedClass[] =>
  Object.entries(entries).map(([name, make]) => ({
    name,
    code,
    make,
    ...(field === undefined ? {} : { field }),
  }));

/** Every class whose events can be handed over as values; those that only bytes can say are in the test. */
export const MALFORMED: readonly MalformedClass[] = [
  ...rejects("invalid_type", null, {
    "no object": (pick) => pick([null, 7, "event", true, [], [{}], undefined]),
  }),
  ...rejects("missing_field", "type", { "no type": (_, n) => ({ userId: `u-${String(n)}` }) }),
  ...rejects("unknown_type", "type", {
    "a type that is none": (pick) => ({
      userId: "u",
      type: pick(["Track", "purchase", "", 5, null, {}, ["track"], "__proto__"]),
    }),
  }),
  ...rejects("missing_field", "event", {
    "track without a name": (pick, n) => track(n, { event: pick([undefined, null, ""]) }),
  }),
  ...rejects("missing_field", "groupId", {
    "group without a group": (pick) => ({ type: "group", userId: "u", groupId: pick([null, ""]) }),
  }),
  ...rejects("missing_field", "previousId", {
    "alias without what it was": () => ({ type: "alias", userId: "u" }),
  }),
  ...rejects("no_identifier", "userId", {
    "nobody's": (pick) => ({ type: "page", userId: pick([null, "", undefined]) }),
  }),
  ...rejects("invalid_type", "userId", {
    "a user id of another type": (pick, n) =>
      track(n, { userId: pick([{}, [], true, 1.5, NaN, Infinity, 2 ** 60, { $gt: "" }]) }),
  }),
  ...rejects("invalid_type", "messageId", {
    "a message id of another type": (pick, n) =>
      track(n, { messageId: pick([{}, [1], false, -0.5, { $ne: null }]) }),
  }),
  ...rejects("invalid_type", "event", {
    "an event name of another type": (pick, n) => track(n, { event: pick([{}, [], 5, true]) }),
  }),
  ...rejects("invalid_type", "properties", {
    "properties of another type": (pick, n) => carrying(n, pick(["x", 5, [], true, [{}]])),
  }),
  ...rejects("invalid_type", "context", {
    "a context of another type": (pick, n) => track(n, { context: pick(["x", 5, [], true]) }),
  }),
  ...rejects("invalid_type", "traits", {
    "traits of another type": (pick) => ({
      type: "identify",
      userId: "u",
      traits: pick(["x", []]),
    }),
  }),
  ...rejects("too_long", "userId", {
    "a user id without end": (_, n) => track(n, { userId: text(257 + (n % 999)) }),
  }),
  ...rejects("too_long", "messageId", {
    "a message id without end": (_, n) => track(n, { messageId: text(101 + (n % 99)) }),
  }),
  ...rejects("too_long", "event", {
    "a name without end": (_, n) => track(n, { event: text(201 + (n % 99)) }),
  }),
  ...rejects("too_long", "traits.bio", {
    "a trait without end": (pick, n) => ({
      type: "identify",
      userId: "u",
      traits: { bio: pick([text(8_191 + (n % 999)), "€".repeat(3_000), [text(9_000)]]) },
    }),
  }),
  ...rejects("too_long", "context.traits", {
    "a trait's name without end": (_, n) =>
      track(n, { context: { traits: { [text(201 + (n % 99))]: 1 } } }),
  }),
  ...rejects("invalid_structure", "properties", {
    "501 properties": (_, n) => carrying(n, names(501 + (n % 99))),
  }),
  ...rejects("invalid_structure", "traits", {
    "501 traits": (_, n) => ({ type: "identify", userId: "u", traits: names(501 + (n % 99)) }),
  }),
  ...rejects("too_large", null, {
    "one large text": (_, n) => carrying(n, { note: text(32 * 1024 + (n % 500)) }),
    "many small texts": (_, n) =>
      carrying(
        n,
        Object.fromEntries(Array.from({ length: 900 }, (_x, i) => [`k${String(i)}`, text(40)])),
      ),
    "few characters of many bytes": (_, n) => carrying(n, { note: "€".repeat(11_000) }),
  }),
  ...rejects("invalid_structure", undefined, {
    "nested 33 to 1,000 levels": (_, n) => carrying(n, nested(33 + (n % 968))),
    "a list nested": (_, n) =>
      carrying(n, { list: JSON.parse("[".repeat(40) + "]".repeat(40)) as unknown }),
    "what nobody reads, nested": (pick, n) =>
      track(n, {
        [pick(["integrations", "extra", "_metadata", "event2"])]: nested(33 + (n % 968)),
      }),
    "10,001 properties": (_, n) => carrying(n, names(10_001)),
    "NaN and what is no finite number": (pick, n) =>
      carrying(n, { total: pick([NaN, Infinity, -Infinity]) }),
    "a number too large for a double": (_, n) => carrying(n, JSON.parse('{"total":1e999}')),
    "a surrogate alone in a value": (pick, n) =>
      carrying(n, { note: pick(["\ud800", "a\udfff", "\ude00\ud83d"]) }),
    "a surrogate alone in a field's name": (_, n) => carrying(n, { "\ud800": 1 }),
    "a null character in a field's name": (pick, n) => carrying(n, { [pick(["a\0b", "\0"])]: 1 }),
    "what the driver takes for its own": (pick, n) =>
      carrying(n, { a: [{ _bsontype: pick(["ObjectId", "Long", 1]), id: "x" }] }),
    "a surrogate alone in an id": (_, n) => track(n, { userId: "\udc00" }),
    "a surrogate alone in the name": (_, n) => track(n, { event: "Bent \ud83d" }),
    "a bent context": (_, n) => track(n, { context: { page: { title: "\ud800" } } }),
  }),
  ...rejects("invalid_time", "timestamp", {
    "the year 0": (pick, n) =>
      track(n, { timestamp: pick(["0000-01-01", "0001-01-01T00:00:00Z"]) }),
    "the year 9999": (pick, n) =>
      track(n, { timestamp: pick(["9999-12-31", "9999-12-31T23:59:59Z"]) }),
    "before 1970": (_, n) => track(n, { timestamp: `19${String(10 + (n % 60))}-05-01` }),
    "no day of the calendar": (pick, n) =>
      track(n, {
        timestamp: pick(["2026-02-30", "2026-13-01", "2025-02-29", "2026-04-31T10:00:00Z"]),
      }),
    "no time of the day": (pick, n) =>
      track(n, { timestamp: pick(["2026-05-01T25:00:00Z", "2026-05-01T10:61:00Z"]) }),
    "a time in another form": (pick, n) =>
      track(n, { timestamp: pick(["01.05.2026", "yesterday", "", "May 1, 2026", "20260501"]) }),
    "a time of another type": (pick, n) =>
      track(n, { timestamp: pick([1_777_777_777, 0, NaN, {}, [], true, { $date: 0 }]) }),
    "a time far ahead": (_, n) =>
      track(n, { timestamp: new Date(Date.now() + (25 + (n % 500)) * 3_600_000).toISOString() }),
  }),
];

/** What is odd and yet an event: it is accepted, and nothing of it may change in silence. */
export const ODD: readonly MalformedClass[] = Object.entries({
  "$ names": (pick: Pick, n: number) =>
    carrying(n, { [pick(["$set", "$where", "$", "$gt"])]: { $inc: { x: 1 } }, x: { $ne: 1 } }),
  "dotted names": (pick: Pick, n: number) =>
    carrying(n, { [pick(["a.b", ".", "a.", ".a", "a..b"])]: 1, "c.d": [{ "e.f": 2 }] }),
  "an empty name": (_: Pick, n: number) => carrying(n, { "": { "": 1 } }),
  __proto__: (_: Pick, n: number) =>
    carrying(n, named("__proto__", { polluted: true, toString: 1 })),
  "__proto__ within": (_: Pick, n: number) =>
    carrying(n, { a: [named("__proto__", { polluted: " yes " })] }),
  "constructor and prototype": (_: Pick, n: number) =>
    carrying(n, {
      constructor: { prototype: { polluted: true } },
      hasOwnProperty: 1,
      toString: null,
    }),
  "an _id and a length": (_: Pick, n: number) => carrying(n, { _id: 1, length: -1, then: "x" }),
  "what looks like a value of the store": (pick: Pick, n: number) =>
    carrying(n, {
      a: { [pick(["toBSON", "$oid", "$numberLong"])]: pick(["ObjectId", "Long", 1]) },
    }),
  "numbers at their limits": (pick: Pick, n: number) =>
    carrying(n, {
      x: pick([2 ** 53 + 2, -(2 ** 31) - 1, 5e-324, Number.MAX_VALUE, 1e21, 0.1 + 0.2]),
    }),
  "null characters in a value": (_: Pick, n: number) => carrying(n, { note: "a\0b" }),
  "text of every script": (pick: Pick, n: number) =>
    carrying(n, { note: pick(["👩‍💻", "مرحبا", "e\u0301", "Ａ", "\u200bx", " x ", "\u202Eabc"]) }),
  "decimals as text": (pick: Pick, n: number) =>
    carrying(n, { total: pick(["12,50", "1.234,56 €", "1.234", "free", "NaN", "-0,5"]) }),
  "32 levels": (_: Pick, n: number) => carrying(n, nested(31)),
  "a user id that is a number": (_: Pick, n: number) => track(n, { userId: n }),
  "empty everything": (_: Pick, n: number) =>
    track(n, { properties: {}, context: {}, traits: null }),
}).map(([name, make]) => ({ name, code: null, make }));
