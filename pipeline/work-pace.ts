/** Says when accepted events are worked: at once, or with those that come meanwhile. */
export interface WorkPace {
  /** How long so many that wait do better to wait on, milliseconds; 0: not at all, Infinity: until a flow has ended. */
  waitMs(events: number): number;
  /** Tells that a flow over so many begins; the answer is to be called when it has ended. */
  begin(events: number): () => void;
}

/** Fewer are no load: they are worked at once, and so is what comes after them. */
const LOAD = 32;
/** So many are worked at once: that more of them share what is read and written gains little from here on. */
const ENOUGH = 500;
const LONGEST_REST_MS = 250;

/**
 * A flow has some thirty commands, whatever its size: where 2,500 single events a second come in, flows of a hundred take
 * both cores, and of five hundred two thirds of them. So under load one flow of less than enough runs at a time, and
 * after it the next one gathers for as long as that took.
 */
export function createWorkPace(): WorkPace {
  let until = 0;
  return {
    waitMs: (events) => (events >= ENOUGH ? 0 : Math.max(0, until - performance.now())),
    begin: (events) => {
      if (events < LOAD || events >= ENOUGH) return () => undefined;
      const began = performance.now();
      until = Infinity;
      return () => {
        const now = performance.now();
        until = now + Math.min(LONGEST_REST_MS, now - began);
      };
    },
  };
}
