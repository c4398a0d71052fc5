/** So many events a second, for so long; the last phase of a plan may go on until it is told to stop (`Infinity`). */
export interface Phase {
  readonly rate: number;
  readonly seconds: number;
}

/** What a sender's process is to send, and how. */
export interface SendPlan {
  readonly url: string;
  /** What its ids and people begin with: senders of different names have nothing in common. */
  readonly name: string;
  readonly feed: "visitors" | "faulty" | "hot";
  /** Over how many people the events are spread. */
  readonly people: number;
  readonly phases: readonly Phase[];
  /** Requests under way at a time at most; what is due beyond that waits, and its waiting counts. */
  readonly lanes: number;
  /** The most events of one request: it takes what is due. */
  readonly batch: number;
}

/** What became of an event, as its sender was told. */
export const OUTCOMES = ["accepted", "duplicate", "quarantined", "rejected"] as const;

/** What a sender's process did, event by event. */
export interface Sent {
  /** When the event was due, milliseconds after the first. */
  readonly due: Float64Array;
  /** From the instant that it was due to its acknowledgement, milliseconds: waiting and every attempt included. */
  readonly took: Float64Array;
  /** Places in `OUTCOMES`; -1 for an answer that names none of them. */
  readonly outcome: Int8Array;
  /** Answers 429. */
  readonly busy: number;
  /** 429s that did not say when to come again. */
  readonly busyWithoutTime: number;
  /** Attempts that were answered neither 200, 400 nor 429, or not at all. */
  readonly broken: number;
}
