import { z } from "zod";
import { RULE_NAMES } from "../standardise/rules.ts";
import { EVENT_TYPES } from "../wire/wire-event.ts";

/** What becomes of an event that breaks its plan, from the mildest: count it, say so, put it aside, refuse it. */
export const PLAN_MODES = ["allow", "warn", "quarantine", "reject"] as const;

/** What becomes of an event that breaks its plan. */
export type PlanMode = (typeof PLAN_MODES)[number];

const mode = z.enum(PLAN_MODES);
const namespace = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, "must be 1 to 64 of a–z, 0–9 and _");
/** All of the list are required; an entry that is a list itself asks for one of its own. */
const identifiers = z.array(z.union([namespace, z.array(namespace).min(1)]));
/** JSON Schema, draft-07; whether it compiles is for `compile-plan.ts` to say. */
const jsonSchema = z.record(z.string(), z.unknown());

const eventSchema = z
  .strictObject({
    type: z.enum(EVENT_TYPES),
    /** Of `track`, `page` and `screen`; without one the entry is for every name that has no entry of its own. */
    name: z.string().min(1).max(200).optional(),
    description: z.string().optional(),
    mode: mode.optional(),
    undeclaredProperties: mode.optional(),
    identifiers: identifiers.optional(),
    properties: jsonSchema.optional(),
    traits: jsonSchema.optional(),
    context: jsonSchema.optional(),
  })
  .refine(({ type, name }) => name === undefined || ["track", "page", "screen"].includes(type), {
    path: ["name"],
    error: "only track, page and screen calls have a name; remove it",
  });

/** A tracking plan as its file writes it (docs/tracking-plans.md). */
export const trackingPlanSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, "must be 1 to 64 of a–z, 0–9 and -"),
  version: z.int().min(1),
  sources: z
    .array(z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/, "must be 1 to 64 of a–z, 0–9, _ and -"))
    .min(1),
  mode: mode.default("warn"),
  undeclared: z
    .strictObject({ events: mode.default("warn"), properties: mode.default("allow") })
    .prefault({}),
  identifiers: identifiers.default([]),
  /** By label, the field names that carry it, wherever they stand: they join those of the policy. */
  labels: z.record(z.string(), z.array(z.string().min(1)).min(1)).default({}),
  /** By field name, the rule that brings its values into their standard form, instead of the shipped one. */
  normalise: z.record(z.string().min(1), z.enum(RULE_NAMES)).default({}),
  /** The country that its values are written in: national phone numbers, the order of day and month. */
  region: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be two letters of ISO 3166")
    .optional(),
  /** Where personal data is expected though no label says so: `properties.comment`; places in lists are left out. */
  pii: z
    .array(z.string().regex(/^(properties|context)\./, "must begin with properties. or context."))
    .default([]),
  /** What `$ref: "#/definitions/NAME"` refers to. */
  definitions: z.record(z.string(), jsonSchema).default({}),
  events: z.array(eventSchema).min(1).max(1_000),
});

/** What a source may send: its events, their fields, who they must name, and what to do with what is not so. */
export type TrackingPlan = z.infer<typeof trackingPlanSchema>;

/** One event of a plan. */
export type PlannedEvent = TrackingPlan["events"][number];

/** The plan's name and version, as verdicts and reports write it: `web@3`. */
export function planLabel({ name, version }: Pick<TrackingPlan, "name" | "version">): string {
  return `${name}@${String(version)}`;
}
