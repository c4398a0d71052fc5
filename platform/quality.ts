import { z } from "zod";

/**
 * The parts of a quality score, 0 to 1 each, by the characteristics of ISO/IEC 25012 (data quality model):
 * completeness; validity, which is its syntactic accuracy; uniqueness (Batini, Scannapieco 2016, ch. 2); consistency,
 * here between sources; freshness, which is its currentness.
 */
export const QUALITY_PARTS = [
  "completeness",
  "validity",
  "uniqueness",
  "consistency",
  "freshness",
] as const;

/** What is known of each part; null where nothing is. */
export type QualityParts = Readonly<Record<(typeof QUALITY_PARTS)[number], number | null>>;

const share = z.number().min(0).max(1);
const weight = z.number().min(0).max(1_000);

/** The quality part of the policy document; everything has a default. */
export const qualityPolicySchema = z.strictObject({
  /** What each part counts for in the one number; parts that are not known count for nothing. */
  weights: z
    .strictObject({
      completeness: weight.default(3),
      validity: weight.default(3),
      uniqueness: weight.default(1),
      consistency: weight.default(1),
      freshness: weight.default(2),
    })
    .refine((weights) => Object.values(weights).some((one) => one > 0), "one must be above 0")
    .prefault({}),
  /** A field that so large a share of an event's instances hold is expected of it, beside what its plan requires. */
  usualShare: share.min(0.01).default(0.8),
  /** An event that arrives so late has no freshness left, hours. */
  eventVolatilityHours: z.number().positive().default(24),
  /** A trait that was last stated so long ago has no freshness left, days. */
  traitVolatilityDays: z.number().positive().default(365),
  /** The traits that a complete customer has, beside what the plans of the customer's sources require. */
  expectedTraits: z
    .array(z.string().min(1))
    .max(100)
    .default(["email", "phone", "firstName", "lastName"]),
});

/** How quality is scored. */
export type QualityPolicy = Readonly<z.infer<typeof qualityPolicySchema>>;

/**
 * One number for several parts: their mean, weighted, over the parts that are known (simple additive weighting, as
 * Pipino, Lee, Wang 2002 put quality metrics together); null where none is.
 */
export function qualityScore(
  parts: QualityParts,
  weights: QualityPolicy["weights"],
): number | null {
  let sum = 0;
  let known = 0;
  for (const part of QUALITY_PARTS) {
    const value = parts[part];
    if (value === null) continue;
    sum += weights[part] * value;
    known += weights[part];
  }
  return known === 0 ? null : sum / known;
}

/**
 * How current something is, 0 to 1: max(0, 1 − age ÷ volatility), both in one unit (Ballou, Wang, Pazer, Tayi 1998,
 * "Modeling information manufacturing systems to determine information product quality").
 */
export function currency(age: number, volatility: number): number {
  return Math.min(1, Math.max(0, 1 - age / volatility));
}
