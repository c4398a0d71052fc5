import type { IncomingHttpHeaders } from "node:http";
import type { SentItem } from "../acceptance/item.ts";

/** A request as it came, before anybody believed it. */
export interface SourceRequest {
  readonly method: string;
  /** The address that the sender called, host and query included, as far as the request tells. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The body, byte by byte: signatures are over it. */
  readonly rawBody: Buffer;
}

/**
 * Checks that a request is its vendor's, by the secret shared with the vendor (or the vendor's public key). Throws
 * `UNAUTHENTICATED` naming the header that is missing or wrong, and never what would have been right.
 */
export type Verify = (request: SourceRequest, secret: string, now: Date) => void;

/** One record of a vendor, as read and as written. */
export interface SourceRecord {
  readonly value: unknown;
  /** Its text, as the vendor sent it: kept where the record is put aside. */
  readonly original: string;
}

/** What came along with records. */
export interface Delivery {
  /** In lower case, as node gives them; empty where records come from a file. */
  readonly headers: IncomingHttpHeaders;
}

/** What records were read as: the items of each, in their order. */
export type ReadItems = readonly (readonly SentItem[])[];

/** Reads the records of one source; what is made of its options is made once. */
export interface SourceReader {
  /**
   * What the lines of a file are: `calls` of the wire format all of them, or `records` all of them. Absent where a line
   * may be either: then it is a call where it can be nothing else.
   */
  readonly lines?: "calls" | "records";
  /** The records of a parsed body; throws `BAD_USER_INPUT` where it is none of this source's. */
  records(body: unknown): readonly unknown[];
  /**
   * The events of each record, in order: none, one or more. What a record says wrong is a fault of its own item,
   * never of its neighbours'. The same record gives the same events with the same message ids, so that a delivery
   * that is repeated is a duplicate.
   */
  read(records: readonly SourceRecord[], delivery: Delivery): Promise<ReadItems>;
}

/** A kind of source: how its vendor signs, and what its vendor's records say in the Segment wire format. */
export interface SourceKind {
  /** What `SOURCES_FILE` calls it. */
  readonly kind: string;
  /** Absent where the vendor does not sign: its write key says who sends. */
  readonly verify?: Verify;
  /** Takes a source's options; throws `BAD_USER_INPUT` naming the option at fault. */
  open(options: Readonly<Record<string, unknown>>): SourceReader;
}
