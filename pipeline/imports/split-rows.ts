import { createRecordBytes } from "./record-bytes.ts";

/** A row of a table as it stands in its file. */
export interface SplitRow {
  /** Without its line end; null where it has more bytes than a record may. */
  readonly bytes: Buffer | null;
  readonly size: number;
  /** Bytes from where reading began up to the row behind it. */
  readonly end: number;
  /** The line in which it begins, from 1 where reading began. */
  readonly line: number;
  /** Whether more stands behind the closing quote of a value. */
  readonly isBroken: boolean;
}

/** Splits what streams in into rows. */
export interface RowSplitter {
  /** The rows that end in a chunk. */
  split(chunk: Buffer): SplitRow[];
  /** The row that no line end closes, if there is one. `openLine`: where a row begins whose quote nothing closes. */
  end(): { readonly rows: readonly SplitRow[]; readonly openLine: number | null };
}

const [LF, CR, QUOTE, COMMA] = [10, 13, 34, 44];
const NONE = Buffer.alloc(0);
const BOM = [0xef, 0xbb, 0xbf];
/** Where reading stands: before a value, in a plain one, within quotes, behind a closing quote, behind a CR. */
const [START, PLAIN, QUOTED, CLOSED, RETURN] = [0, 1, 2, 3, 4];

/**
 * Makes what finds the rows of comma-separated values (RFC 4180): a line end within quotes belongs to the value, and a
 * quote opens only where a value begins, so that `12" pizza` is text. A row ends by LF, CR LF or CR; empty ones are
 * none. Works on bytes: every encoding that keeps ASCII has the same rows, and holds one record, whatever is sent.
 */
export function createRowSplitter(mayHaveBom: boolean): RowSplitter {
  const record = createRecordBytes();
  let kept = START;
  let read = 0;
  let line = 1;
  let firstLine = 1;
  let isBroken = false;

  // Of what is empty nothing is made: a file may hold thousands of millions of such lines.
  const finish = (rows: SplitRow[], chunk: Buffer, from: number, to: number, end: number): void => {
    if (from < to || !record.isEmpty()) {
      record.add(chunk.subarray(from, to));
      rows.push({ ...record.take(), end, line: firstLine, isBroken });
    }
    [firstLine, isBroken] = [line, false];
  };

  return {
    split: (chunk) => {
      const rows: SplitRow[] = [];
      let state = kept;
      let from = 0;
      // Where a row ends whose CR may be followed by LF.
      let stop = 0;
      for (let at = 0; at < chunk.length; at += 1) {
        const byte = chunk[at];
        if (state === QUOTED) {
          if (byte === QUOTE) state = CLOSED;
          else if (byte === LF) line += 1;
          continue;
        }
        if (state === RETURN) {
          line += 1;
          const next = byte === LF ? at + 1 : at;
          finish(rows, chunk, from, stop, read + next);
          from = next;
          state = START;
          if (byte === LF) continue;
        }
        if (byte === LF) {
          line += 1;
          finish(rows, chunk, from, at, read + at + 1);
          from = at + 1;
          state = START;
        } else if (byte === CR) {
          stop = at;
          state = RETURN;
        } else if (byte === COMMA) state = START;
        else if (byte === QUOTE && state !== PLAIN) state = QUOTED;
        else if (state !== PLAIN && !(mayHaveBom && byte === BOM[read + at])) {
          if (state === CLOSED) isBroken = true;
          state = PLAIN;
        }
      }
      record.add(chunk.subarray(from, state === RETURN ? stop : chunk.length));
      read += chunk.length;
      kept = state;
      return rows;
    },
    end: () => {
      if (kept === QUOTED) return { rows: [], openLine: firstLine };
      const rows: SplitRow[] = [];
      finish(rows, NONE, 0, 0, read);
      return { rows, openLine: null };
    },
  };
}
