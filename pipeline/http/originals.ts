import { isTooDeep } from "../wire/check-tree.ts";
import { deepJson } from "../wire/deep-json.ts";
import { endOfString } from "../wire/end-of-string.ts";

/**
 * The text of each record of a body, as it was sent: numbers that JavaScript can't hold and the order of keys survive.
 * A record that is no member of the body's own array is written anew.
 */
export function originalsOf(text: string, body: unknown, records: readonly unknown[]): string[] {
  if (records.length === 1 && records[0] === body) return [text];
  const elements = Array.isArray(body) ? elementsOf(text) : [];
  return Array.isArray(body) && elements.length === records.length
    ? elements
    : records.map((record) => (isTooDeep(record) ? deepJson(record) : JSON.stringify(record)));
}

/** The texts of the members of an array, of a text that is known to be valid JSON. */
function elementsOf(text: string): string[] {
  const elements: string[] = [];
  let depth = 0;
  let from = text.indexOf("[") + 1;
  const take = (to: number): void => {
    const element = text.slice(from, to).trim();
    if (element !== "") elements.push(element);
    from = to + 1;
  };
  for (let at = from; at < text.length; at += 1)
    switch (text[at]) {
      case '"':
        at = endOfString(text, at);
        break;
      case "{":
      case "[":
        depth += 1;
        break;
      case "}":
        depth -= 1;
        break;
      case "]":
        if (depth === 0) {
          take(at);
          return elements;
        }
        depth -= 1;
        break;
      case ",":
        if (depth === 0) take(at);
    }
  return elements;
}
