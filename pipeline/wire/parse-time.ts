const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;

const EARLIEST = Date.UTC(1970, 0, 1);
/** How far ahead of ours a sender's clock may be. */
const AHEAD_MS = 24 * 3_600_000;

/** The instant that a sender wrote, or what is wrong with it. ISO 8601; without a time zone it is UTC. */
export function parseTime(value: unknown, receivedAt: Date): Date | string {
  const text = value instanceof Date ? value.toISOString() : value;
  if (typeof text !== "string") return "must be an ISO 8601 string: 2026-05-01T12:00:00.000Z";
  const parts = ISO.exec(text);
  if (parts === null) return "is not an ISO 8601 instant; write it as 2026-05-01T12:00:00.000Z";
  const at = new Date(normal(text, parts));
  // Date.parse turns the 31st of February into the 3rd of March; the written day must be the one that is meant.
  const day = Number(parts[3]);
  const shown = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, day));
  if (Number.isNaN(at.getTime()) || shown.getUTCDate() !== day) return "is no day of the calendar";
  if (at.getTime() < EARLIEST) return "is before 1970; nothing that old is kept";
  if (at.getTime() > receivedAt.getTime() + AHEAD_MS)
    return "is more than 24 hours in the future; check the sender's clock";
  return at;
}

function normal(text: string, parts: RegExpExecArray): string {
  const [, , , , hour, , , zone] = parts;
  const plain = text.replace(" ", "T").replace(",", ".");
  return hour !== undefined && zone === undefined ? `${plain}Z` : plain;
}
