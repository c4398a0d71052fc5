import { z } from "zod";

/** How the values of a namespace are brought into one form; the number is raised when the rule changes. */
export type Normaliser = "email@1" | "email@2" | "phone@1" | "id@1" | "device@1";

const limit = z.int().min(1).nullable();
const days = z.int().min(28).nullable().default(null);

const namespaceSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, "must be 1 to 64 of a–z, 0–9 and _"),
  class: z.enum(["anchor", "record", "contact", "session", "device"]),
  priority: z.int().min(1),
  normaliser: z.enum(["email@1", "email@2", "phone@1", "id@1", "device@1"]),
  maxPerCustomer: limit,
  window: days,
  maxAnchorsPerValue: limit,
  maxContactsPerValue: limit.default(null),
  maxNeighbours: limit,
  lifetime: days,
  leastEntropy: z.number().min(0).max(8).nullable().default(null),
});

const patternSchema = z.strictObject({
  /** A regular expression over the normalised value in lower case. */
  pattern: z.string().min(1).refine(isPattern, "is not a regular expression"),
  /** The only namespace that it holds for; null: all. */
  namespace: z.string().nullable(),
  /** What is wrong with such a value: the end of the sentence "It …". */
  reason: z.string().min(1),
});

/** The identity part of the policy document. */
export const identityPolicySchema = z
  .strictObject({
    version: z.int().min(1),
    defaultRegion: z
      .string()
      .regex(/^[A-Z]{2}$/, "must be two letters of ISO 3166")
      .nullable(),
    namespaces: z.array(namespaceSchema).min(1).max(50),
    blocked: z.strictObject({
      values: z.array(z.string()),
      patterns: z.array(patternSchema),
      longest: z.int().min(1).max(256).default(256),
    }),
    mergesMayExceedLimits: z.boolean().default(false),
  })
  .refine(
    ({ namespaces }) => isUnique(namespaces.map(({ name }) => name)),
    "namespaces: two have one name",
  )
  .refine(
    ({ namespaces }) => isUnique(namespaces.map(({ priority }) => priority)),
    "namespaces: two have one priority; it is a total order",
  );

/**
 * What makes records one person's. Per namespace:
 *
 * - `class`: `anchor` a person as a system knows them; `record` a row's id, of which a person may have several;
 *   `contact`; `session`; `device`.
 * - `priority`: 1 is the strongest; no ties.
 * - `normaliser`: the form of its values and the version of that form. A changed form is a new version with a new name:
 *   what is stored under the old one stays readable. Mail providers' own rules (dots, plus tags) are left alone: they
 *   change without notice, and a wrong one joins two people.
 * - `maxPerCustomer`: the most values of this namespace that one customer may have; null: any number.
 * - `window`: only values that were seen in the last so many days count for `maxPerCustomer`; null: all.
 * - `maxAnchorsPerValue`: the most anchors of one namespace that a value may be seen together with; with more it is
 *   generic and joins nobody. null: any number.
 * - `maxContactsPerValue`: the same for values of one contact namespace, or of one record namespace that limits its own
 *   anchors (loyalty cards, not rows of a CRM): a till meets many cards and addresses and no user id.
 * - `maxNeighbours`: the same for other identifiers of any kind.
 * - `lifetime`: a tie with this identifier that was not seen for so many days joins nobody any more; null: for ever.
 * - `leastEntropy`: values of eight characters and more with less than so many bits a character (Shannon) are turned
 *   away: `11111111`, `ffff-ffff`; null: none.
 *
 * Days are counted from the newest evidence of the component, never from today, in steps of four weeks (`period.ts`).
 * `blocked.longest` is the most characters of a value. `mergesMayExceedLimits`: whether a merge by hand may give a
 * customer more than the limits allow, two anchors say; where it is false such a merge is refused.
 */
export type IdentityPolicy = z.infer<typeof identityPolicySchema>;

/** The rules of one namespace. */
export type NamespacePolicy = z.infer<typeof namespaceSchema>;

function isUnique(values: readonly (string | number)[]): boolean {
  return new Set(values).size === values.length;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u").source !== "";
  } catch {
    return false;
  }
}
