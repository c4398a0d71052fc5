import { createHash } from "node:crypto";
import { z } from "zod";
import { eventKey } from "../../../../platform/event-key.ts";
import { parseDuration } from "../../../../platform/scalars.ts";
import { DAY_MS } from "./calendar.ts";
import { PROPERTY_PATH } from "./property-values.ts";

const MOST_DAYS = 3_650;

const property = z
  .string()
  .regex(PROPERTY_PATH, "must be a path: properties.total, properties.products[].price");
const scalar = z.union([z.string().max(1_000), z.number(), z.boolean()]);
const place = { property };
const condition = z.discriminatedUnion("op", [
  z.strictObject({ ...place, op: z.enum(["EQ", "NE"]), value: scalar }),
  z.strictObject({
    ...place,
    op: z.enum(["LT", "LTE", "GT", "GTE"]),
    value: z.union([z.string().max(1_000), z.number()]),
  }),
  z.strictObject({ ...place, op: z.literal("IN"), value: z.array(scalar).min(1).max(100) }),
  z.strictObject({ ...place, op: z.literal("CONTAINS"), value: z.string().min(1).max(1_000) }),
  z.strictObject({ ...place, op: z.literal("EXISTS"), value: z.boolean() }),
]);
const type = z.enum(["IDENTIFY", "TRACK", "PAGE", "SCREEN", "GROUP", "ALIAS"]);
const selector = {
  events: z
    .array(
      z.strictObject({ type: type.default("TRACK"), name: z.string().min(1).max(256).optional() }),
    )
    .min(1)
    .max(20),
  where: z.array(condition).max(10).default([]),
};
const days = (most: number): z.ZodType<number> =>
  z.string().transform((text, context) => {
    const count = (parseDuration(text) ?? NaN) / DAY_MS;
    if (Number.isInteger(count) && count >= 1 && count <= most) return count;
    context.addIssue(`must be whole days from P1D to P${String(most)}D`);
    return z.NEVER;
  });
const head = {
  key: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, "must be 1 to 64 of a–z, 0–9 and _"),
  version: z.int().min(1),
  description: z.string().min(1).max(500),
};
const windowed = { ...selector, window: days(MOST_DAYS).optional() };
const amount = z.strictObject({ ...selector, property: property.optional() });

/** A definition as a file writes it. */
export const computedTraitSchema = z.discriminatedUnion("type", [
  z.strictObject({ ...head, type: z.literal("count"), ...windowed }),
  z.strictObject({
    ...head,
    type: z.enum(["sum", "average", "min", "max", "most_frequent", "unique_count"]),
    ...windowed,
    property,
  }),
  z.strictObject({
    ...head,
    type: z.enum(["first", "last"]),
    ...windowed,
    property: property.optional(),
  }),
  z.strictObject({
    ...head,
    type: z.literal("unique_list"),
    ...windowed,
    property,
    limit: z.int().min(1).max(100).default(20),
  }),
  z.strictObject({
    ...head,
    type: z.literal("ratio"),
    window: windowed.window,
    of: amount,
    to: amount,
  }),
  z.strictObject({
    ...head,
    type: z.literal("streak"),
    ...selector,
    unit: z.enum(["day", "week"]),
    run: z.enum(["current", "longest"]),
  }),
  z.strictObject({
    ...head,
    type: z.literal("score"),
    halfLife: days(365),
    weights: z
      .array(z.strictObject({ ...selector, weight: z.number().min(-1e6).max(1e6) }))
      .min(1)
      .max(20),
  }),
]);

/** What is computed of a customer's events, as it is written. */
export type WrittenComputedTrait = z.infer<typeof computedTraitSchema>;

/** Which events count, and what of them. */
export interface Input {
  readonly events: readonly { readonly type: string; readonly name?: string | undefined }[];
  readonly where: z.infer<typeof condition>[];
  readonly property?: string | undefined;
  readonly weight?: number;
}

/** A definition, ready to compute. */
export interface ComputedDefinition {
  readonly written: WrittenComputedTrait;
  /** Names what its stored state depends on: definitions that differ in nothing else share it. */
  readonly state: string;
  readonly inputs: readonly Input[];
  /** How many days count, today included; null: all. */
  readonly window: number | null;
}

/** After so many half-lives nothing is left of a score that a double could tell. */
const HALF_LIVES = 60;

/** Names how lists of values are kept: where that changes, they are worked anew. */
const VALUES_FORM = "100 a day";

/** Makes a definition ready. */
export function compileComputedTrait(written: WrittenComputedTrait): ComputedDefinition {
  const inputs = inputsOf(written);
  const halfLife = written.type === "score" ? written.halfLife : null;
  const kind = stateKind(written.type);
  const form = kind === "values" ? [VALUES_FORM] : [];
  const unlike = JSON.stringify([kind, inputs, halfLife, ...form]);
  const state = createHash("sha256").update(unlike).digest("base64url").slice(0, 12);
  const window =
    written.type === "score"
      ? written.halfLife * HALF_LIVES
      : written.type === "streak"
        ? null
        : (written.window ?? null);
  return { written, state, inputs, window };
}

/** The kind of state that a type is computed from. */
export function stateKind(
  of: WrittenComputedTrait["type"],
): "sums" | "least" | "most" | "first" | "last" | "values" | "score" {
  switch (of) {
    case "min":
      return "least";
    case "max":
      return "most";
    case "first":
    case "last":
    case "score":
      return of;
    case "most_frequent":
    case "unique_list":
    case "unique_count":
      return "values";
    default:
      return "sums";
  }
}

interface Named {
  readonly keys: ReadonlySet<string>;
  /** What the keys of whole types begin with. */
  readonly beginnings: readonly string[];
}

// Every event of a day is held against every input: what these name is worked out once.
const named = new WeakMap<Input["events"], Named>();

/** Whether an event is one of those that an input names; its conditions are another question. */
export function namesEvent({ events }: Pick<Input, "events">, key: string): boolean {
  let known = named.get(events);
  if (known === undefined) {
    known = {
      keys: new Set(
        events.flatMap(({ type: of, name }) => (name === undefined ? [] : eventKey(of, name))),
      ),
      beginnings: events.flatMap(({ type: of, name }) =>
        name === undefined ? `${of.toLowerCase()}:` : [],
      ),
    };
    named.set(events, known);
  }
  return known.keys.has(key) || known.beginnings.some((beginning) => key.startsWith(beginning));
}

function inputsOf(written: WrittenComputedTrait): Input[] {
  if (written.type === "ratio") return [written.of, written.to];
  if (written.type === "score") return written.weights;
  const { events, where } = written;
  return [
    "property" in written ? { events, where, property: written.property } : { events, where },
  ];
}
