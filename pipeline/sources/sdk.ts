import { isPlain } from "../../platform/plain.ts";
import { batchCalls } from "../wire/batch-calls.ts";
import { withRecordId } from "../wire/record-id.ts";
import { readOptions } from "./read-options.ts";
import { recordsIn } from "./records-in.ts";
import type { SourceKind } from "./source-kind.ts";
import { z } from "zod";

/**
 * What speaks the Segment wire format itself: pages, apps and servers with a Segment or RudderStack library (Segment
 * spec, "Common fields"). They send to `/v1/{identify,track,page,screen,group,alias,batch}`; a record here is one call, and
 * of a batch what stands beside it holds for each, as there.
 */
export function sdkKind(kind: "web" | "mobile" | "server"): SourceKind {
  return {
    kind,
    open: (options) => {
      readOptions(z.strictObject({}), options);
      return {
        lines: "calls",
        records: (body) =>
          isPlain(body) && Array.isArray(body["batch"])
            ? batchCalls(body)
            : recordsIn(body, "an event, an array or a batch"),
        read: (records) =>
          Promise.resolve(
            records.map(({ value, original }) => [
              { raw: withRecordId(value, original, 0), original },
            ]),
          ),
      };
    },
  };
}
