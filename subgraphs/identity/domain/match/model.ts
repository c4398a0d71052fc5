import { z } from "zod";
import { matchFieldSchema } from "./roles.ts";

const share = z.number().min(0).max(1);

/** How often values occur, frozen at training: over customers as far as training could tell, not over records. */
const frequencySchema = z.strictObject({
  /** How often two different people agree exactly. */
  mean: share,
  /** For a value that is not listed. */
  rare: share,
  values: z.record(z.string(), share),
});

/** What training learns and scoring needs; the part of a model that is numbers. */
const parametersSchema = z.strictObject({
  /** The share of all pairs of records that are one person. */
  prior: share,
  /** The share of all pairs that are two people of one household. */
  kin: share,
  comparisons: z.array(
    z.strictObject({
      name: z.string(),
      /** Strongest first; `m` and `u` are how often a pair of one person, and of two people, is at the level. */
      levels: z.array(z.strictObject({ name: z.string(), m: share, u: share, weight: z.number() })),
    }),
  ),
  frequencies: z.record(z.string(), frequencySchema),
});

/**
 * A trained matcher as a document: everything that a score depends on, so that the same two records get the same score
 * for as long as the version is the same. Weights are log2(m/u), Fellegi & Sunter 1969.
 */
export const matchModelSchema = z.strictObject({
  format: z.literal(1),
  /** The hash of all that decides a score: two models with one version score alike. */
  version: z.string(),
  status: z.enum(["draft", "shadow", "active"]),
  fields: z.array(matchFieldSchema).min(1),
  monthFirst: z.boolean(),
  ...parametersSchema.shape,
  blocking: z.strictObject({
    rules: z.array(z.string()),
    largestBlock: z.int().min(2),
    pairsPerRecord: z.int().min(1),
    stopKeys: z.record(z.string(), z.array(z.string())),
  }),
  /** In bits of posterior odds: from `auto` on records join by themselves, from `review` on a person decides. */
  thresholds: z.strictObject({ auto: z.number(), review: z.number() }),
  /** From how many bits on a pair may bring two clusters together at all. */
  edgeFloor: z.number(),
  /** Points of a rising curve from bits to the observed probability; in between it is a straight line. */
  calibration: z.array(z.strictObject({ bits: z.number(), probability: share })),
  training: z.strictObject({
    records: z.int(),
    candidatePairs: z.int(),
    seed: z.int(),
    /** SHA-256 of the normalised training records in their canonical order. */
    hash: z.string(),
  }),
  metrics: z.record(z.string(), z.number()).nullable(),
});

/** What training learns and scoring needs. */
export type Parameters = z.infer<typeof parametersSchema>;
/** A trained matcher as a document. */
export type MatchModel = z.infer<typeof matchModelSchema>;
