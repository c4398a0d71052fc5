/** Work that is put off for a while, so that once does for all that came meanwhile. */
export interface PutOff {
  /** Does it before long. */
  soon(): void;
  /** Does it behind what is being done. */
  now(): Promise<void>;
}

/** Puts work off for so many milliseconds; it must not throw. A timer alone keeps no process from ending. */
export function putOff(work: () => Promise<void>, ms: number): PutOff {
  let timer: NodeJS.Timeout | null = null;
  let doing: Promise<void> = Promise.resolve();
  const now = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    doing = doing.then(work);
    return doing;
  };
  return {
    soon: () => {
      timer ??= setTimeout(() => void now(), ms).unref();
    },
    now,
  };
}
