import { isPlain, type Plain } from "../../platform/plain.ts";
import type { SentItem } from "../acceptance/item.ts";
import { LONGEST_MESSAGE_ID } from "../wire/parse-event.ts";
import { recordId } from "../wire/record-id.ts";
import type { ReadItems, SourceRecord } from "./source-kind.ts";
import { listOf, textOf } from "./values.ts";

/** The events that a record gives, or what is wrong with it: the end of the sentence "The record …". */
export type Made = readonly Plain[] | string;

/**
 * Reads records one by one. Members that are undefined or null are left out of the events, but for a trait that is null,
 * which takes back what was stated of it; an event without a message id gets one that its record's text makes, and one
 * whose vendor's id is longer than a message id gets its hash.
 */
export function readEach(
  records: readonly SourceRecord[],
  eventsOf: (value: Plain, record: SourceRecord) => Made,
): Promise<ReadItems> {
  return Promise.resolve(
    records.map((record): SentItem[] => {
      const { value, original } = record;
      const made = isPlain(value) ? madeOf(value, record, eventsOf) : "is no object";
      if (typeof made === "string") return [unreadable(record, made)];
      const copied = copiesFault(made.length, record);
      if (copied !== null) return [unreadable(record, copied)];
      return made.map((event, place) => ({
        raw: {
          ...withoutGaps(event),
          ...takenBack(event),
          messageId: messageIdOf(event, original, place),
        },
        original,
      }));
    }),
  );
}

/** Each event of a record that is put aside keeps the record's text: so many characters of all of them are the most. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** What is wrong with a record that many events are made of; null where its size allows that. */
export function copiesFault(events: number, { original }: SourceRecord): string | null {
  return events > 1 && events * original.length > MOST_CHARACTERS
    ? `gives ${String(events)} events, which is too many for its size; send it in parts`
    : null;
}

function messageIdOf({ messageId }: Plain, original: string, place: number): string {
  const given = textOf(messageId);
  if (given === undefined) return recordId(original, place);
  return given.length > LONGEST_MESSAGE_ID ? recordId(given, 0) : given;
}

// A number beyond any calendar is that record's fault, not its neighbours', and so is what no reader thought of.
function madeOf(
  value: Plain,
  record: SourceRecord,
  eventsOf: (value: Plain, record: SourceRecord) => Made,
): Made {
  try {
    return eventsOf(value, record);
  } catch (error) {
    if (error instanceof RangeError) return "has a time that is none";
    return "is of a form that the reader of this source cannot read";
  }
}

/** What it quotes of the record may be of any length. */
const LONGEST_PROBLEM = 200;

/** The item of a record that no event can be made of. */
function unreadable({ value, original }: SourceRecord, problem: string): SentItem {
  const message = `The record ${problem.slice(0, LONGEST_PROBLEM)}.`;
  return { raw: value, original, fault: { code: "mapping_failed", field: null, message } };
}

/** The ids that other systems know somebody by, as the Segment spec writes them; those without a value are left out. */
export function externalIds(
  ids: Readonly<Record<string, string | undefined>>,
): Plain[] | undefined {
  const found = Object.entries(ids).flatMap(([type, id]) =>
    id === undefined ? [] : [{ type, id, collection: "users", encoding: "none" }],
  );
  return found.length === 0 ? undefined : found;
}

/** A decision that somebody took (Segment spec, consent in events); nothing where there is no purpose for it. */
export function consent(purpose: string | null, granted: boolean): Plain | undefined {
  return purpose === null ? undefined : { categoryPreferences: { [purpose]: granted } };
}

function takenBack({ traits }: Plain): Plain {
  if (!isPlain(traits) || !Object.values(traits).includes(null)) return {};
  const nulls = Object.entries(traits).filter(([, value]) => value === null);
  return { traits: { ...withoutGaps(traits), ...Object.fromEntries(nulls) } };
}

function withoutGaps(object: Plain): Plain {
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, filled(value)]],
    ),
  );
}

function filled(value: unknown): unknown {
  if (Array.isArray(value)) return listOf(value).map(filled);
  return isPlain(value) ? withoutGaps(value) : value;
}
