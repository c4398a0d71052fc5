import type { ProjectionRun } from "../run.ts";

/** Turns what was fetched for one position into what is answered there. */
export type Completer = (value: unknown, run: ProjectionRun) => unknown;

/** What a completer answers where nothing may stand: the null goes on to the parent. */
export const BUBBLE = Symbol("null bubbles");
