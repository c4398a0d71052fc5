import { MOST_RECORD_BYTES } from "./file-record.ts";

/** The bytes of the record at hand, put together of what lies in each chunk. */
export interface RecordBytes {
  add(part: Buffer): void;
  isEmpty(): boolean;
  /** Ends the record. `bytes` is null where it has more than `MOST_RECORD_BYTES`: then only its size is known. */
  take(): { readonly bytes: Buffer | null; readonly size: number };
}

const NONE = Buffer.alloc(0);
const LEAST_OWN_BYTES = 4 * 1024;

/** Makes the place where a record is put together; it holds what the largest record may have, whatever is sent. */
export function createRecordBytes(): RecordBytes {
  let held: Buffer = NONE;
  let isOwn = false;
  let size = 0;
  return {
    add: (part) => {
      const before = size;
      size += part.length;
      if (size > MOST_RECORD_BYTES) [held, isOwn] = [NONE, false];
      // Most records lie in one chunk, and are not copied.
      else if (before === 0) held = part;
      else {
        // Copied, not kept as parts: a thousand small parts hold a thousand large buffers.
        if (!isOwn || held.length < size) {
          const larger = Buffer.allocUnsafe(Math.max(2 * size, LEAST_OWN_BYTES));
          held.copy(larger, 0, 0, before);
          [held, isOwn] = [larger, true];
        }
        part.copy(held, before);
      }
    },
    isEmpty: () => size === 0,
    take: () => {
      const taken = { bytes: size > MOST_RECORD_BYTES ? null : held.subarray(0, size), size };
      [held, isOwn, size] = [NONE, false, 0];
      return taken;
    },
  };
}
