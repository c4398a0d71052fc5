import type { IncomingHttpHeaders } from "node:http";
import { originalsOf } from "../../../pipeline/http/originals.ts";
import type { SentItem } from "../../../pipeline/index.ts";
import type { SourceKind, SourceRequest } from "../../../pipeline/sources/source-kind.ts";
import { identifiersOf } from "../../../pipeline/wire/identifiers.ts";
import { parseEvent } from "../../../pipeline/wire/parse-event.ts";

type Plain = Record<string, unknown>;

/** What a kind makes of a body that a vendor sends: the items, as the webhook's handler gets them. */
export async function readItems(
  kind: SourceKind,
  body: unknown,
  options: Plain = {},
  headers: IncomingHttpHeaders = {},
): Promise<readonly SentItem[]> {
  const reader = kind.open(options);
  const records = reader.records(body);
  const originals = originalsOf(JSON.stringify(body), body, records);
  const given = records.map((value, i) => ({ value, original: originals[i] ?? "" }));
  return (await reader.read(given, { headers })).flat();
}

/** The events that it makes; throws where one of them is none in the wire format, or is nobody's. */
export async function readEvents(...given: Parameters<typeof readItems>): Promise<Plain[]> {
  const items = await readItems(...given);
  return items.map(({ raw, fault }) => {
    if (fault !== undefined) throw new Error(fault.message);
    const parsed = parseEvent(raw, new Date("2027-01-01T00:00:00Z"));
    if (parsed.kind === "fault") throw new Error(parsed.fault.message);
    if (identifiersOf(parsed.event).length === 0) throw new Error("it is nobody's");
    return raw as Plain;
  });
}

/** What is wrong with the records of a body, in order; null where nothing is. */
export async function faultsOf(...given: Parameters<typeof readItems>): Promise<(string | null)[]> {
  return (await readItems(...given)).map(({ fault }) => fault?.message ?? null);
}

/** A request as a vendor sends it. */
export function request(
  rawBody: string,
  headers: IncomingHttpHeaders,
  url = "https://cdp.example.org/v1/sources/x",
): SourceRequest {
  return { method: "POST", url, headers, rawBody: Buffer.from(rawBody) };
}
