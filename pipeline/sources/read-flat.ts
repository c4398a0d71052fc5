import { tooDeepItem } from "../acceptance/too-deep.ts";
import { isTooDeep } from "../wire/check-tree.ts";
import type { Delivery, ReadItems, SourceReader, SourceRecord } from "./source-kind.ts";

/**
 * Reads records by their reader, but for those that are nested without end: no reader can walk through one, so it is put
 * aside as it was sent, at its place.
 */
export async function readFlat(
  records: readonly SourceRecord[],
  reader: Pick<SourceReader, "read">,
  delivery: Delivery,
): Promise<ReadItems> {
  const isDeep = records.map(({ value }) => isTooDeep(value));
  const flat = await reader.read(
    records.filter((_, i) => isDeep[i] !== true),
    delivery,
  );
  let next = 0;
  return records.map(({ original }, i) =>
    isDeep[i] === true ? [tooDeepItem(original)] : (flat[next++] ?? []),
  );
}
