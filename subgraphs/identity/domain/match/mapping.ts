import { z } from "zod";
import { ROLES, type MatchField, type Role } from "./roles.ts";

const column = z.string().min(1).max(200);
const singular = (role: Role): boolean => role !== "category";

/** How the columns of a file are read: what `--config` names. docs/matching.md describes it for users. */
export const mappingSchema = z
  .strictObject({
    /** By column, what it means. Columns that are not named are not read. */
    fields: z
      .record(column, z.enum(ROLES))
      .refine((fields) => Object.keys(fields).length > 0, "name at least one column")
      .refine((fields) => {
        const roles = Object.values(fields).filter(singular);
        return new Set(roles).size === roles.length;
      }, "only category may stand for several columns; every other role for one"),
    /** By column that can be the truth, a regular expression whose first group is the label. */
    labels: z
      .record(
        column,
        z
          .string()
          .refine(isPattern, "must be a regular expression with one group, such as ^rec-(\\d+)"),
      )
      .default({}),
    /** Whether `03/04/1980` is the fourth of March. */
    monthFirst: z.boolean().default(false),
    /** Whether no file holds a person twice, as when two clean files are linked. */
    filesWithoutDuplicates: z.boolean().default(false),
  })
  .readonly();

/** How the columns of a file are read. */
export type Mapping = z.infer<typeof mappingSchema>;

/** The fields that a mapping yields where some columns must not be read. */
export function fieldsOf(mapping: Mapping, without: ReadonlySet<string>): MatchField[] {
  return Object.entries(mapping.fields)
    .filter(([name]) => !without.has(name))
    .map(([name, role]) => ({ role, name }));
}

/** The label in a cell, or null where there is none. */
export function labelOf(mapping: Mapping, truth: string, cell: string): string | null {
  const pattern = mapping.labels[truth];
  const label = pattern === undefined ? cell.trim() : (new RegExp(pattern).exec(cell)?.[1] ?? "");
  return label === "" ? null : label;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(`${text}|`).exec("")?.length === 2;
  } catch {
    return false;
  }
}
