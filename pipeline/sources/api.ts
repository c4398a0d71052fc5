import { z } from "zod";
import type { SentItem } from "../acceptance/item.ts";
import { withRecordId } from "../wire/record-id.ts";
import type { Mapped } from "./mapping-messages.ts";
import type { Mapper } from "./mapping.ts";
import { copiesFault } from "./read-each.ts";
import { readOptions } from "./read-options.ts";
import type { SourceKind, SourceRecord } from "./source-kind.ts";

const optionsSchema = z.strictObject({
  /** JSONata over one record; gives an event in the Segment wire format, an array of them, or nothing. */
  mapping: z.string().min(1),
});

/**
 * Any system that sends JSON: a mapping written in JSONata (JSONata documentation, "Language guide") says what its
 * records mean in the Segment wire format. A body is a record, or an array of them.
 */
export function apiKind(mapper: Mapper): SourceKind {
  return {
    kind: "api",
    open: (given) => {
      const mapping = mapper.compile(readOptions(optionsSchema, given).mapping, "options.mapping");
      return {
        // What a mapping was declared for is read by it, whatever it looks like.
        lines: "records",
        records: (body) => (Array.isArray(body) ? (body as unknown[]) : [body]),
        read: async (records) => {
          const mapped = await mapping.apply(records.map(({ value }) => value));
          return records.map((record, i) => itemsOf(record, mapped[i]));
        },
      };
    },
  };
}

function itemsOf(record: SourceRecord, mapped: Mapped | undefined): SentItem[] {
  const { value, original } = record;
  const events = mapped?.kind === "events" ? mapped.events : [];
  const problem =
    mapped?.kind === "events"
      ? copiesFault(events.length, record)
      : (mapped?.problem ?? "gave nothing");
  if (problem !== null) {
    const message = `The mapping of this source makes nothing of the record: it ${problem}.`;
    return [{ raw: value, original, fault: { code: "mapping_failed", field: null, message } }];
  }
  return events.map((event, place) => ({
    raw: withRecordId(event, original, place),
    original,
  }));
}
