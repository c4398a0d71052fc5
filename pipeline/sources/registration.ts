import { z } from "zod";
import { ORIGIN_PATTERN } from "./origin.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex characters");
const variable = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, "must be the name of an environment variable, not what is in it");
const origin = z
  .string()
  .regex(
    ORIGIN_PATTERN,
    "must be * or an origin, https://www.example.org; its host may begin with *. and its port may be *",
  );

/** One, or several: two of a kind hold while one takes the place of the other. */
const oneOrMore = (item: z.ZodString) =>
  z
    .preprocess(
      (given) => (Array.isArray(given) ? (given as unknown[]) : [given]),
      z.array(item).min(1).max(5),
    )
    .default([]);

/** A source, as `SOURCES_FILE` writes it. */
const registrationSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,63}$/, "must be 1 to 64 of a–z, 0–9, _ and -, a letter first"),
  /** How its records are read; docs/sources.md lists the kinds. */
  kind: z.string().min(1),
  /** Who answers for what it sends. */
  owner: z.string().min(1).max(200),
  /** Where its records come from: `eu`, `us-east`. */
  region: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "must be 1 to 32 of a–z, 0–9 and -"),
  /** The tracking plan that it is judged by: the plan must name this source as well. */
  plan: z.string().min(1).nullable().default(null),
  description: z.string().max(1_000).default(""),
  /** SHA-256 of its write key, lower-case hex. */
  writeKeySha256: oneOrMore(sha256),
  /** The environment variable that holds what its vendor signs with. */
  secret: oneOrMore(variable),
  /** What its kind wants to know. */
  options: z.record(z.string(), z.unknown()).default({}),
  /** The origins whose pages may send for it. */
  origins: z.array(origin).max(100).default([]),
});

/** A source, as `SOURCES_FILE` writes it. */
export type Registration = z.output<typeof registrationSchema>;

/** The whole file. */
export const registrationsSchema = z.strictObject({ sources: z.array(registrationSchema) });
