type Plain = Readonly<Record<string, unknown>>;

/**
 * A context without the values that identify somebody: those live in identity alone, where they can be erased. The
 * rest stays as it was sent.
 */
export function withoutIdentifiers(context: Plain): Plain {
  if (!("traits" in context || "externalIds" in context || "device" in context)) return context;
  const { traits: _traits, externalIds: _externalIds, device, ...rest } = context;
  if (device === undefined) return rest;
  if (typeof device !== "object" || device === null || Array.isArray(device))
    return { ...rest, device };
  const { id: _id, advertisingId: _advertisingId, token: _token, ...hardware } = device as Plain;
  return { ...rest, device: hardware };
}
