/** Whether the last digit checks the others (Luhn, ISO/IEC 7812-1 annex B); nothing but zeros is no number. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits.at(-1 - i));
    const double = digit * 2;
    sum += i % 2 === 0 ? digit : double > 9 ? double - 9 : double;
  }
  return sum > 0 && sum % 10 === 0;
}

/** Lengths by country, of the IBAN registry (SWIFT, ISO 13616): those of Europe and its neighbours. */
const IBAN_LENGTH: Readonly<Record<string, number>> = Object.fromEntries(
  (
    "NO15 BE16 DK18 FI18 FO18 GL18 NL18 MK19 SI19 AT20 BA20 EE20 LT20 LU20 XK20 CH21 HR21 LI21 LV21 " +
    "BG22 DE22 GB22 GE22 IE22 ME22 RS22 AE23 GI23 IL23 AD24 CZ24 ES24 MD24 RO24 SA24 SE24 SK24 TN24 " +
    "VA22 PT25 IS26 TR26 FR27 GR27 IT27 MC27 SM27 AL28 AZ28 CY28 HU28 PL28 UA29 MT31"
  )
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Whether a text without spaces is an IBAN: its country's length, and 1 by mod 97 (ISO 13616, ISO 7064). */
export function isIban(text: string): boolean {
  if (IBAN_LENGTH[text.slice(0, 2)] !== text.length) return false;
  let rest = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

// Decree of 23 December 1976: what a character counts for on an odd place, 0–9 and A–Z alike.
const ODD = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/** Whether the last letter of an Italian codice fiscale checks the fifteen before it. */
export function isItalianTaxCode(code: string): boolean {
  let sum = 0;
  for (let i = 0; i < 15; i += 1) {
    const value = parseInt(code.charAt(i), 36);
    const place = value > 9 ? value - 10 : value;
    sum += i % 2 === 0 ? (ODD[place] ?? 0) : place;
  }
  return code.charCodeAt(15) - 65 === sum % 26;
}
