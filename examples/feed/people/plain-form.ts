/**
 * The one form of a value, however it was written: e-mails in lower case, phone numbers as E.164. Reads only what this
 * feed writes; it is no normaliser.
 */
export function plainForm(namespace: string, written: string): string {
  const text = written.trim();
  if (namespace === "email") return text.toLowerCase();
  if (namespace !== "phone") return text;
  const digits = text.replace("(0)", "").replace(/[^\d+]/g, "");
  if (digits.startsWith("00")) return `+${digits.slice(2)}`;
  // Only numbers of the home country are written without their country code.
  return digits.startsWith("0") ? `+49${digits.slice(1)}` : digits;
}
