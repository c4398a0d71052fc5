import type { WireEvent } from "./wire-event.ts";

/** The decisions that came with an event, and what was left out of them. */
export interface Preferences {
  readonly decisions: readonly { readonly purpose: string; readonly denied: boolean }[];
  readonly notes: readonly string[];
}

/** Reads `context.consent.categoryPreferences` (Segment spec, consent in events): a purpose each, true or false. */
export function consentPreferences(event: WireEvent, purposes: ReadonlySet<string>): Preferences {
  const consent = event.context["consent"];
  const preferences =
    typeof consent === "object" && consent !== null && "categoryPreferences" in consent
      ? consent.categoryPreferences
      : undefined;
  if (typeof preferences !== "object" || preferences === null) return { decisions: [], notes: [] };
  const decisions: { purpose: string; denied: boolean }[] = [];
  const notes: string[] = [];
  for (const [purpose, granted] of Object.entries(preferences)) {
    const field = `context.consent.categoryPreferences.${purpose}`;
    if (!purposes.has(purpose)) notes.push(`${field}: no such purpose is defined; left out`);
    else if (typeof granted !== "boolean")
      notes.push(`${field}: is neither true nor false; left out`);
    else decisions.push({ purpose, denied: !granted });
  }
  return { decisions, notes };
}
