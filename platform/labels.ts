import { z } from "zod";
import type { Caller } from "./caller.ts";

/** Why a labelled value is withheld; the first that applies, in this order. */
export type MaskReason = "NO_PURPOSE" | "NO_SCOPE" | "NO_CONSENT";

/** The labels part of the policy document: which names, at any depth, carry which label. */
export const labelsSchema = z.record(
  z.string().regex(/^[a-z][a-z_]{0,31}$/, "must be 1 to 32 of a–z and _"),
  z.array(z.string().min(1)).min(1),
);

/** Which values are labelled, by the name they stand under and by what they look like. */
export interface Labels {
  /** The labels of a value under this name, those of everything inside it included. */
  of(name: string, value: unknown): ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
const EMAIL_WITHIN = /[^\s@]@[^\s@.]+\.[^\s@]/;

/** Compiles the registry. Letter case, spaces, dashes and underscores do not tell names apart. */
export function createLabels(policy: z.infer<typeof labelsSchema>): Labels {
  const byName = new Map<string, string>();
  for (const [label, names] of Object.entries(policy))
    for (const name of names) byName.set(plain(name), label);
  const addressLabel = byName.get("email");

  const collect = (name: string, value: unknown, into: Set<string>): void => {
    const label = byName.get(plain(name));
    if (label !== undefined) into.add(label);
    else if (addressLabel !== undefined && typeof value === "string" && looksLikeEmail(value))
      into.add(addressLabel);
    if (Array.isArray(value)) for (const item of value) collect("", item, into);
    else if (isPlain(value)) for (const key of Object.keys(value)) collect(key, value[key], into);
  };

  return {
    of: (name, value) => {
      if (typeof value !== "object" || value === null) {
        const label =
          byName.get(plain(name)) ??
          (typeof value === "string" && looksLikeEmail(value) ? addressLabel : undefined);
        return label === undefined ? NONE : new Set([label]);
      }
      const labels = new Set<string>();
      collect(name, value, labels);
      return labels;
    },
  };
}

/**
 * Whether values under these labels are withheld from this caller, and why. The one rule for output, filter, segment
 * rule and export: `inForce` are the purposes in force for the customer.
 */
export function maskReason(
  labels: ReadonlySet<string>,
  caller: Caller,
  inForce: readonly string[],
): MaskReason | null {
  if (labels.size === 0) return null;
  if (caller.purpose === null) return "NO_PURPOSE";
  for (const label of labels) if (!caller.scopes.has(`label:${label}`)) return "NO_SCOPE";
  return inForce.includes(caller.purpose) ? null : "NO_CONSENT";
}

function looksLikeEmail(value: string): boolean {
  return value.includes("@") && EMAIL_WITHIN.test(value);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !(value instanceof Date);
}

const plainNames = new Map<string, string>();

// Names repeat without end and are few; the bound only keeps hostile ones from filling memory.
function plain(name: string): string {
  const known = plainNames.get(name);
  if (known !== undefined) return known;
  if (plainNames.size > 10_000) plainNames.clear();
  const made = name.toLowerCase().replace(/[\s_-]/g, "");
  plainNames.set(name, made);
  return made;
}
