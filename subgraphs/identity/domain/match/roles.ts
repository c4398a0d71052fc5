import { z } from "zod";

/**
 * What a column can mean. Which comparisons and blocking keys a data set gets follows from the roles that it has,
 * never from code of its own. docs/matching.md tells users what each is for.
 */
export const ROLES = [
  "givenName",
  "surname",
  "fullName",
  "birthDate",
  "gender",
  "email",
  "phone",
  "address",
  "streetNumber",
  "street",
  "addressLine",
  "locality",
  "postcode",
  "state",
  "birthPlace",
  "nationalId",
  "anchor",
  "category",
] as const;

/** The meaning of one column. */
export type Role = (typeof ROLES)[number];

/**
 * What a matcher reads of a record: role and a name of its own (`category` may occur several times, each under its
 * column's name; every other role once).
 */
export const matchFieldSchema = z.strictObject({
  role: z.enum(ROLES),
  name: z.string().min(1).max(100),
});

/** One value that a record may carry. */
export type MatchField = z.infer<typeof matchFieldSchema>;

/** A record as a matcher takes it: the raw text of each field by its name; what is absent or empty is unknown. */
export type MatchRecord = Readonly<Record<string, string | null | undefined>>;
