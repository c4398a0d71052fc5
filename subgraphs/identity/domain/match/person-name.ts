import { textValue, words, type Value } from "./value.ts";

/** A name taken apart. */
export interface PersonName {
  readonly given: Value | null;
  readonly surname: Value | null;
  /** Words of the full name beyond the given name and the surname: middle names, titles, places. */
  readonly others: Value | null;
  /** Every word of the name, however it was filed. */
  readonly all: readonly string[];
  /** Jr, Sr, II, III …: tells a father from his son. */
  readonly suffix: string | null;
}

const TITLES = new Set("mr mrs ms miss mx dr prof sir dame lord lady rev the of and".split(" "));
const SUFFIXES = new Map([
  ...["jr", "junior", "jnr"].map((word) => [word, "jr"] as const),
  ...["sr", "senior", "snr"].map((word) => [word, "sr"] as const),
  ...["ii", "iii", "iv"].map((word) => [word, word] as const),
]);

/** Takes a name apart that came as given name and surname, as one full name, or as both. */
export function personName(given: string, surname: string, full: string): PersonName {
  const suffixes: string[] = [];
  const clean = (text: string): string[] => {
    const kept: string[] = [];
    for (const word of words(text)) {
      const suffix = SUFFIXES.get(word);
      if (suffix !== undefined && kept.length > 0) suffixes.push(suffix);
      else if (!TITLES.has(word)) kept.push(word);
    }
    return kept;
  };
  const whole = clean(full);
  let first = clean(given);
  let family = clean(surname);
  // "Surname, Given" says so by its comma; else the first word is the given name and the last the family name.
  const ordered = /^\s*[^\s,]+,\s*\S/.test(full)
    ? [...whole.slice(1), ...whole.slice(0, 1)]
    : whole;
  const rest = ordered.filter((word) => !first.includes(word) && !family.includes(word));
  if (first.length === 0) first = rest.splice(0, 1);
  if (family.length === 0) family = rest.slice(-1);
  const known = new Set([...first, ...family]);
  const others = [...new Set(whole.filter((word) => !known.has(word)))].sort();
  return {
    given: textValue(first),
    surname: textValue(family),
    others: textValue(others),
    all: [...new Set([...known, ...others])],
    suffix: suffixes[0] ?? null,
  };
}
