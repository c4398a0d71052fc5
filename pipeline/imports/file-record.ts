/** One record of a file, and where it stands. */
export interface FileRecord {
  /** 1 for the first record; the header of a table is none. */
  readonly number: number;
  /** Bytes of the file up to the end of this record: reading can go on from there. */
  readonly end: number;
  /** The row or the parsed line; null where it can't be read. */
  readonly value: unknown;
  /** As it was written, or as JSON where it was not text. */
  readonly original: string;
  /** What is wrong with it; null where nothing is. */
  readonly problem: RecordProblem | null;
}

/** What is wrong with a record that no event can be made of. */
export interface RecordProblem {
  readonly code: "unreadable_record" | "too_large";
  readonly message: string;
}

/** Where reading begins: 0 and null for a whole file, else what the last record read said. */
export interface ReadFrom {
  readonly offset: number;
  readonly number: number;
  /** The columns of a table, whose header stands before `offset`. */
  readonly columns: readonly string[] | null;
}

/** The most bytes of one record: an event has 32 KB at most, and a row carries more than its event. */
export const MOST_RECORD_BYTES = 1024 * 1024;
