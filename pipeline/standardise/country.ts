import countries from "i18n-iso-countries";
import { problem, value, type Rule } from "./rule.ts";
import { narrow } from "./text.ts";

/** Codes in use that ISO 3166-1 reserves for others' sake, and short names that its lists of names lack. */
const ALSO: Readonly<Record<string, string>> = {
  uk: "GB",
  el: "GR",
  england: "GB",
  scotland: "GB",
  wales: "GB",
};

/** A country by its ISO 3166-1 alpha-2 code: from alpha-2, alpha-3, or a name in any language that is known. */
export const country: Rule = (written) => {
  const text = narrow(written);
  const code = /^[A-Za-z]{3}$/.test(text)
    ? countries.alpha3ToAlpha2(text.toUpperCase())
    : /^[A-Za-z]{2}$/.test(text) && countries.isValid(text.toUpperCase())
      ? text.toUpperCase()
      : undefined;
  const key = text.toLowerCase();
  const also = Object.hasOwn(ALSO, key) ? ALSO[key] : undefined;
  const found = code ?? also ?? byName(key);
  return found === undefined
    ? problem("is no country that is known; send the code of ISO 3166-1: DE")
    : value(found);
};

let names: ReadonlyMap<string, string> | null = null;

function byName(name: string): string | undefined {
  names ??= readNames();
  return names.get(name);
}

// A name that two countries have, in whatever languages, is nobody's.
function readNames(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const shared = new Set<string>();
  for (const language of countries.getSupportedLanguages())
    for (const [code, all] of Object.entries(countries.getNames(language, { select: "all" })))
      for (const name of [all].flat()) {
        const key = name.normalize("NFC").toLowerCase();
        if ((found.get(key) ?? code) !== code) shared.add(key);
        found.set(key, code);
      }
  for (const key of shared) found.delete(key);
  return found;
}
