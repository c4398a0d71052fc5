import type { Random } from "../../../platform/random.ts";
import type { Country } from "../words/places.ts";

type Range = readonly [prefix: string, digits: number];

/**
 * Ranges in use (national numbering plans, as libphonenumber has them). Nobody's number is meant, none is to be
 * dialled: fictional ranges are refused by the very check that this feed is to pass.
 */
const RANGES: Readonly<
  Record<Country, { code: string; mobile: readonly Range[]; landline: readonly Range[] }>
> = {
  DE: {
    code: "49",
    mobile: [
      ["151", 8],
      ["160", 7],
      ["171", 7],
      ["176", 8],
    ],
    landline: [
      ["30", 8],
      ["40", 8],
      ["89", 8],
    ],
  },
  AT: { code: "43", mobile: [["664", 7]], landline: [["1", 7]] },
  CH: {
    code: "41",
    mobile: [
      ["79", 7],
      ["78", 7],
    ],
    landline: [["44", 7]],
  },
  GB: {
    code: "44",
    mobile: [
      ["7400", 6],
      ["7512", 6],
      ["7842", 6],
    ],
    landline: [["207", 7]],
  },
  US: {
    code: "1",
    mobile: [
      ["617", 7],
      ["312", 7],
      ["415", 7],
    ],
    landline: [["510", 7]],
  },
};

/** A number of a country, as E.164 (ITU-T). */
export function drawPhone(country: Country, kind: "mobile" | "landline", random: Random): string {
  const { code, [kind]: ranges } = RANGES[country];
  const [prefix, digits] = random.pick(ranges);
  // Subscriber numbers begin with 2 to 9 everywhere; 6 to 8 keeps clear of service numbers.
  let number = `+${code}${prefix}${String(random.int(6, 8))}`;
  for (let i = 1; i < digits; i++) number += String(random.int(0, 9));
  return number;
}

/** The same number as a person or a form may write it. */
export function writePhone(e164: string, random: Random): string {
  if (random.chance(0.5)) return e164;
  const code = Object.values(RANGES).find((range) => e164.startsWith(`+${range.code}`))?.code ?? "";
  const national = e164.slice(1 + code.length);
  const [area, rest] = [national.slice(0, 3), national.slice(3)];
  const grouped = rest.replace(/(\d{3,4})(?=\d{3})/, "$1 ");
  if (code === "1")
    return random.pick([
      `+1 ${area} ${grouped}`,
      `+1 (${area}) ${rest.slice(0, 3)}-${rest.slice(3)}`,
    ]);
  const international = [
    `+${code} ${area} ${grouped}`,
    `00${code} ${area} ${rest}`,
    `+${code} (0)${area} ${rest}`,
    ` +${code}${national} `,
  ];
  const home = [`0${national}`, `0${area} ${grouped}`, `0${area}/${rest}`, `0${area}-${rest}`];
  return random.pick(code === "49" ? [...international, ...home] : international);
}
