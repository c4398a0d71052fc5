import { isPlain, type Plain } from "../../platform/plain.ts";
import { checkTree, textFault } from "./check-tree.ts";
import { clockShift } from "./clock-shift.ts";
import { parseTime } from "./parse-time.ts";
import {
  EVENT_TYPES,
  type RejectCode,
  type WireEvent,
  type WireFault,
  type WireType,
} from "./wire-event.ts";

/** What an event turned out to be. */
export type Parsed =
  | { readonly kind: "event"; readonly event: WireEvent }
  | { readonly kind: "fault"; readonly fault: WireFault };

const LONGEST_ID = 256;
/** The most characters of a message id. */
export const LONGEST_MESSAGE_ID = 100;
const LONGEST_NAME = 200;

class Refusal extends Error {
  readonly fault: WireFault;
  constructor(code: RejectCode, field: string | null, problem: string) {
    super(problem);
    this.fault = { code, field, message: field === null ? problem : `${field}: ${problem}` };
  }
}

/**
 * Checks one event as it came. `type` is given where the address says it; `receivedAt` bounds its time. The time of an
 * event that is handed over now (`live`) is put right where its `sentAt` shows that the sender's clock is wrong.
 */
export function parseEvent(raw: unknown, receivedAt: Date, type?: WireType, live = false): Parsed {
  try {
    return { kind: "event", event: readEvent(raw, receivedAt, type, live) };
  } catch (error) {
    if (error instanceof Refusal) return { kind: "fault", fault: error.fault };
    throw error;
  }
}

function readEvent(
  raw: unknown,
  receivedAt: Date,
  given: WireType | undefined,
  live: boolean,
): WireEvent {
  if (!isPlain(raw)) throw new Refusal("invalid_type", null, "An event is a JSON object.");
  const type = given ?? readType(raw["type"]);
  const event: WireEvent = {
    type,
    messageId: readId(raw, "messageId", LONGEST_MESSAGE_ID),
    userId: readId(raw, "userId", LONGEST_ID),
    anonymousId: readId(raw, "anonymousId", LONGEST_ID),
    previousId: readId(raw, "previousId", LONGEST_ID),
    groupId: readId(raw, "groupId", LONGEST_ID),
    name: readName(raw, type),
    properties: readObject(raw, "properties"),
    traits: readObject(raw, "traits"),
    context: readObject(raw, "context"),
    ...readTime(raw, receivedAt, live ? clockShift(raw["sentAt"], receivedAt) : 0),
  };
  checkRest(raw, event);
  demand(event.type !== "group" || event.groupId !== null, "groupId", "for a group call");
  demand(event.type !== "alias" || event.previousId !== null, "previousId", "for an alias call");
  return event;
}

function demand(holds: boolean, field: string, why: string): void {
  if (!holds) throw new Refusal("missing_field", field, `is required ${why}`);
}

function readType(value: unknown): WireType {
  const found = EVENT_TYPES.find((type) => type === value);
  if (found !== undefined) return found;
  const known = EVENT_TYPES.join(", ");
  if (value === undefined)
    throw new Refusal("missing_field", "type", `is required; give one of ${known}`);
  throw new Refusal("unknown_type", "type", `is none of ${known}`);
}

function readId(raw: Plain, field: string, longest: number): string | null {
  const value = raw[field];
  // Empty is absent: whether that matters is for the whole event to say.
  if (value === undefined || value === null || value === "") return null;
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  return readText(text, field, longest);
}

function readName(raw: Plain, type: WireType): string | null {
  if (type === "track") {
    const value = raw["event"];
    demand(value !== undefined && value !== null && value !== "", "event", "for a track call");
    return readText(value, "event", LONGEST_NAME);
  }
  if (type !== "page" && type !== "screen") return null;
  const value = raw["name"];
  return value === undefined || value === null || value === ""
    ? null
    : readText(value, "name", LONGEST_NAME);
}

function readText(value: unknown, field: string, longest: number): string {
  if (typeof value !== "string")
    throw new Refusal("invalid_type", field, `must be a string, not ${nameOf(value)}`);
  if (value.length > longest)
    throw new Refusal(
      "too_long",
      field,
      `has ${String(value.length)} characters; ${String(longest)} are the most`,
    );
  const fault = textFault(value, field);
  if (fault !== null) throw new Refusal("invalid_structure", field, fault.problem);
  return value;
}

function readObject(raw: Plain, field: string): Plain {
  const value = raw[field];
  if (value === undefined || value === null) return {};
  if (!isPlain(value))
    throw new Refusal("invalid_type", field, `must be an object, not ${nameOf(value)}`);
  const fault = checkTree(field, value);
  if (fault !== null) throw new Refusal("invalid_structure", fault.path, fault.problem);
  return value;
}

// What nobody reads is a part of what was sent all the same: it is hashed, and written where the event is put aside.
function checkRest(raw: Plain, { properties, traits, context }: WireEvent): void {
  for (const field of Object.keys(raw)) {
    const value = raw[field];
    if (typeof value !== "object" || value === null) continue;
    if (value === properties || value === traits || value === context) continue;
    const fault = checkTree(field, value);
    if (fault !== null) throw new Refusal("invalid_structure", fault.path, fault.problem);
  }
}

function readTime(
  raw: Plain,
  receivedAt: Date,
  shift: number,
): Pick<WireEvent, "timestamp" | "sentTimestamp"> {
  // The SDKs call it `timestamp`; some collectors renamed it before they passed it on.
  const field = raw["timestamp"] === undefined ? "originalTimestamp" : "timestamp";
  const value = raw[field];
  if (value === undefined || value === null) return { timestamp: null };
  // What lies ahead is measured by the sender's own clock.
  const read = parseTime(value, new Date(receivedAt.getTime() - shift));
  if (typeof read === "string") throw new Refusal("invalid_time", field, read);
  if (shift === 0) return { timestamp: read };
  const sentTimestamp = typeof value === "string" ? value : read.toISOString();
  return { timestamp: new Date(read.getTime() + shift), sentTimestamp };
}

function nameOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}
