/**
 * A name as a field name that is safe in update paths: dots, `$`, NUL and the prototype's name are escaped, nothing is
 * empty.
 */
export function toFieldName(name: string): string {
  if (name === "") return "%";
  if (name === "__proto__") return "%5F_proto__";
  return name
    .toWellFormed()
    .replace(/[%.$\0]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

/** The name that a field name stands for. */
export function fromFieldName(field: string): string {
  if (!field.includes("%")) return field;
  return field === "%"
    ? ""
    : field.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
        String.fromCharCode(parseInt(hex, 16)),
      );
}
