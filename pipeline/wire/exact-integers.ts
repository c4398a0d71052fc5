import { endOfString } from "./end-of-string.ts";

/** The value of a JSON text, parsed already, with its integers beyond 2^53 as texts of their digits. */
export function exactValue(text: string, parsed: unknown): unknown {
  const exact = withExactIntegers(text);
  return exact === text ? parsed : JSON.parse(exact);
}

/**
 * JSON whose integers beyond 2^53 are texts of their digits: `{"id":9007199254740993}` is `{"id":"9007199254740993"}`.
 * Systems of 64 bits give such ids, and as a number of JavaScript two people's would be one. Takes valid JSON; answers
 * it as it is where there is no such number.
 */
export function withExactIntegers(text: string): string {
  const parts: string[] = [];
  let taken = 0;
  let after = 0;
  let quote = text.indexOf('"');
  // Fewer digits are never beyond.
  const digits = /-?\d{16,}/g;
  for (let found = digits.exec(text); found !== null; found = digits.exec(text)) {
    const [number] = found;
    const { index } = found;
    while (quote !== -1 && quote < index) {
      after = endOfString(text, quote) + 1;
      quote = text.indexOf('"', after);
    }
    if (after > index) {
      digits.lastIndex = after;
      continue;
    }
    const end = index + number.length;
    const isPart = /[.eE+]/.test(text[index - 1] ?? "") || /[.eE]/.test(text[end] ?? "");
    if (isPart || Number.isSafeInteger(Number(number))) continue;
    parts.push(text.slice(taken, index), `"${number}"`);
    taken = end;
  }
  return parts.length === 0 ? text : parts.join("") + text.slice(taken);
}
