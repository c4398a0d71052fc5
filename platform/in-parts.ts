/** How much one part may hold: so many items, and so much of what they weigh together. */
export interface Room {
  readonly items: number;
  readonly weight: number;
}

/** Cuts a list into parts that have room, in order; what is too heavy by itself is a part alone. */
export function inParts<T>(items: readonly T[], room: Room, weightOf: (item: T) => number): T[][] {
  const parts: T[][] = [];
  let part: T[] = [];
  let weight = 0;
  for (const item of items) {
    const more = weightOf(item);
    if (part.length === 0 || part.length === room.items || weight + more > room.weight) {
      part = [];
      weight = 0;
      parts.push(part);
    }
    part.push(item);
    weight += more;
  }
  return parts;
}
