/** What a mapping made of one record. */
export type Mapped =
  | { readonly kind: "events"; readonly events: readonly unknown[] }
  | { readonly kind: "fault"; readonly problem: string };

/** Records to be mapped. */
export interface MappingJob {
  readonly expression: string;
  readonly records: readonly unknown[];
}

/** What the mapping's process says while it works on a job: one `Mapped` a record, in order. */
export type MappingAnswer = "started" | Mapped | "done";
