/** The key by which events are counted: `track:Order Completed`, `page:Home`, `identify:`. */
export function eventKey(type: string, name: string | null): string {
  return `${type.toLowerCase()}:${name ?? ""}`;
}
