import { value, type Rule } from "./rule.ts";
import { line } from "./text.ts";

/** Words within a name that are written small (nobiliary particles and articles of Europe). */
const WITHIN = new Set(
  "von vom van der den de ter ten te zu zum zur af av da das do dos du di del della e y la le".split(
    " ",
  ),
);
/** Those that are written small where a family name begins with them as well. */
const LEADING = new Set("von vom van der den ter ten zu zum zur af av".split(" "));
/** Titles and what follows a name, as they are written whatever the casing around them. */
const FIXED = new Map(
  "Dr. Dr Prof. Prof Mr. Mr Mrs. Mrs Ms. Ms Mx. Mx Dipl.-Ing. Ing. Mag. Jr. Jr Sr. Sr PhD MD MBA II III IV"
    .split(" ")
    .map((word) => [word.toLowerCase(), word]),
);
// Which letter a capital dotless or a small dotted i belongs to depends on the language.
const TURKISH = /[İı]/;

/**
 * A person's whole or given name. One that is all in capitals or all in small letters is given the casing of names; one that has
 * both was written with care and keeps it. Titles stay, as a part of the name.
 */
export const personName: Rule = (written) => value(cased(line(written), NONE));

/** A family name by itself, which may begin with a particle: `von Berg`. */
export const familyName: Rule = (written) => value(cased(line(written), LEADING));

const NONE: ReadonlySet<string> = new Set();

function cased(name: string, leading: ReadonlySet<string>): string {
  const oneCase = name === name.toUpperCase() || name === name.toLowerCase();
  if (!oneCase || TURKISH.test(name) || isInitials(name)) return name;
  return name
    .split(" ")
    .map((word, i, words) => {
      const particles = i === 0 ? leading : WITHIN;
      // The last word of a name is never a particle: a man called VAN is Van.
      return wordOf(word, i < words.length - 1 ? particles : NONE);
    })
    .join(" ")
    .normalize("NFC");
}

// Two capitals alone are initials or a short name: nobody can tell.
function isInitials(name: string): boolean {
  return /^\p{Lu}{1,2}$/u.test(name);
}

function wordOf(word: string, particles: ReadonlySet<string>): string {
  const small = word.toLowerCase();
  const fixed = FIXED.get(small);
  if (fixed !== undefined) return fixed;
  if (particles.has(small)) return small;
  return small.split("-").map(partOf).join("-");
}

// Irish and Scottish prefixes, and names with an elided article, have a second capital.
function partOf(part: string): string {
  const [, prefix, rest] = /^(mc|[dlno]['’])(\p{Ll}.+)$/u.exec(part) ?? [];
  return prefix === undefined || rest === undefined
    ? capital(part)
    : capital(prefix) + capital(rest);
}

function capital(word: string): string {
  const [first = ""] = word;
  const large = first.toUpperCase();
  // ß and the like have no capital of one letter.
  return large.length === first.length ? large + word.slice(first.length) : word;
}
