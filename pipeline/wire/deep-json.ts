/**
 * What `JSON.stringify` writes of a value that was read as JSON, however deep it is nested: that function calls itself, and
 * ends with its stack.
 */
export function deepJson(root: unknown): string {
  let text = "";
  const open: Level[] = [];
  for (let value = root; ;) {
    if (typeof value === "object" && value !== null) {
      const isList = Array.isArray(value);
      text += isList ? "[" : "{";
      open.push({ end: isList ? "]" : "}", isList, members: Object.entries(value), at: 0 });
    } else text += JSON.stringify(value);
    let level = open.at(-1);
    for (; level !== undefined && level.at === level.members.length; level = open.at(-1)) {
      text += level.end;
      open.pop();
    }
    const member = level?.members[level.at];
    if (level === undefined || member === undefined) return text;
    if (level.at > 0) text += ",";
    if (!level.isList) text += `${JSON.stringify(member[0])}:`;
    level.at += 1;
    value = member[1];
  }
}

/** An array or an object that is being written, and the member that comes next. */
interface Level {
  readonly end: string;
  readonly isList: boolean;
  readonly members: readonly (readonly [string, unknown])[];
  at: number;
}
