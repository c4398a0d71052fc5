/** What became of the items of an import. `unchanged` were left out by its watermark; the others were sent. */
export interface ImportOutcomes {
  accepted: number;
  duplicate: number;
  quarantined: number;
  rejected: number;
  unchanged: number;
}

/** How often something was found wrong, and where first. */
export interface ImportReason {
  count: number;
  readonly example: string;
}

/** A file on its way in: how far it is, and what became of what it holds. */
export interface ImportState {
  /** The sender's id of it; one of its source. */
  readonly id: string;
  readonly source: string;
  /** The file's name, as the sender says it. */
  readonly name: string | null;
  readonly format: string;
  readonly state: "RUNNING" | "DONE" | "FAILED";
  /** What ended it; null unless it failed. */
  readonly problem: string | null;
  /** Who works on it: of two that do, the later one goes on. */
  readonly run: string;
  /** Records read and done with. */
  readonly records: number;
  /** Bytes read and done with: reading can go on there. */
  readonly bytes: number;
  /** The size of the file; null where the sender did not say. */
  readonly total: number | null;
  /** The header of a table, once it was read. */
  readonly columns: readonly string[] | null;
  readonly outcomes: Readonly<ImportOutcomes>;
  /** By reason code. */
  readonly reasons: Readonly<Record<string, ImportReason>>;
  readonly watermark: ImportWatermark | null;
  readonly startedAt: Date;
  readonly updatedAt: Date;
}

/** A column that only grows: rows up to what was seen before are left out. */
export interface ImportWatermark {
  readonly column: string;
  /** The table that it is of: tables of one source have watermarks of their own. */
  readonly table: string;
  /** The greatest value of earlier imports; null where there was none. */
  readonly after: WatermarkValue | null;
  /** The greatest value of this one. */
  readonly seen: WatermarkValue | null;
}

/** A number, or an instant as ISO text, or any text in its own order. */
export type WatermarkValue = number | string;

/** An import that begins. */
export function newImport(
  begun: Pick<
    ImportState,
    "id" | "source" | "name" | "format" | "run" | "total" | "watermark" | "startedAt"
  >,
): ImportState {
  return {
    ...begun,
    state: "RUNNING",
    problem: null,
    records: 0,
    bytes: 0,
    columns: null,
    outcomes: { accepted: 0, duplicate: 0, quarantined: 0, rejected: 0, unchanged: 0 },
    reasons: {},
    updatedAt: begun.startedAt,
  };
}
