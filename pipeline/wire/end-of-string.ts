/** The place of the quote that ends the string whose first quote is at `start`, in valid JSON. */
export function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
