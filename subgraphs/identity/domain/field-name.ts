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

/** A value as it is stored: a scalar as it is, anything with names inside as JSON text. */
export function toStoredValue(value: unknown): unknown {
  return typeof value === "object" && value !== null ? { j: JSON.stringify(value) } : value;
}

/** The value that a stored one stands for. */
export function fromStoredValue(stored: unknown): unknown {
  return typeof stored === "object" && stored !== null && "j" in stored
    ? (JSON.parse(stored.j as string) as unknown)
    : stored;
}
