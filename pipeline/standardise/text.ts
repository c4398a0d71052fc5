import { value, type Rule } from "./rule.ts";

// Printable ASCII without white space around it: nearly every text that is sent, and nothing to do.
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;
/** Zero-width space, word joiner, byte order mark. The joiners that scripts and emoji need stay. */
const INVISIBLE = /[\u200B\u2060\uFEFF]/g;
/** The full-width forms of printable ASCII, as East Asian input methods write them. */
const FULL_WIDTH = /[\uFF01-\uFF5E]/g;
const FULL_WIDTH_AHEAD = 0xfee0;

/** Any text: composed (Unicode NFC, UAX #15), nothing invisible in it, no white space around it. */
export const text: Rule = (written) => value(clean(written));

/** Whether a text is in form at a glance. */
export function isPlain(written: string): boolean {
  return PLAIN.test(written);
}

/** A text without what nobody sees. */
function clean(written: string): string {
  if (isPlain(written)) return written;
  // In this order: what an invisible character parted may compose.
  return written.replace(INVISIBLE, "").normalize("NFC").trim();
}

/** A text that is one line by nature: each run of white space in it is one space. */
export function line(written: string): string {
  return clean(written).replace(/\s+/g, " ");
}

/** A code or a number: full-width characters are those that they stand for. */
export function narrow(written: string): string {
  if (isPlain(written)) return line(written);
  return line(
    written.replace(FULL_WIDTH, (wide) =>
      String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_AHEAD),
    ),
  );
}

/** A word of a fixed list, whatever its casing. */
export const lower: Rule = (written) => value(narrow(written).toLowerCase());

/** A code that is written in capitals. */
export const upper: Rule = (written) => value(narrow(written).toUpperCase());
