import { createLru, type Lru } from "../../platform/lru.ts";
import type { Ruled } from "./rule.ts";
import { isPlain } from "./text.ts";
import { RULES, type RuleName } from "./rules.ts";

/** What a rule makes of a text; null where the text is in its standard form already, or has none. */
export type ApplyRule = (rule: RuleName, text: string, region: string | null) => Ruled | null;

/** The most values of a rule that are remembered: people and products come back, and reading a phone number is dear. */
const REMEMBERED = 20_000;
/** What is longer is a text and not a value; it is neither remembered nor anything but cleaned. */
const LONGEST = 256;

/** Makes the one way that rules are applied. */
export function createApplyRule(): ApplyRule {
  const known = new Map<RuleName, Lru<string, Ruled | typeof SAME>>();
  return (name, text, region) => {
    // Most fields have no rule of their own, and most texts are in form.
    if (name === "text") return isPlain(text) ? null : changed(RULES.text(text, null), text);
    const rule = RULES[name];
    if (rule === null) return null;
    if (text.length > LONGEST) return { kind: "problem", problem: TOO_LONG };
    // Absent in another way of writing it: whether that matters is for a plan to say.
    if (text.trim() === "") return changed(RULES.text(text, null), text);
    const memory = known.get(name) ?? createLru<string, Ruled | typeof SAME>(REMEMBERED);
    known.set(name, memory);
    const key = `${region ?? ""}\n${text}`;
    const before = memory.get(key);
    if (before !== undefined) return before === SAME ? null : before;
    const found = changed(settled(name, rule(text, region), region), text);
    memory.set(key, found ?? SAME);
    return found;
  };
}

const SAME = "same";
const TOO_LONG = `has more than ${String(LONGEST)} characters; it stays as it is`;

function changed(ruled: Ruled, text: string): Ruled | null {
  return ruled.kind === "value" && ruled.value === text ? null : ruled;
}

// A form that its own rule would change again is no standard form: Unicode has letters for every surprise.
function settled(name: RuleName, ruled: Ruled, region: string | null): Ruled {
  if (ruled.kind === "problem" || typeof ruled.value === "number") return ruled;
  const again = RULES[name]?.(ruled.value, region);
  return again?.kind === "value" && again.value === ruled.value
    ? ruled
    : { kind: "problem", problem: "has no one standard form; it stays as it is" };
}
