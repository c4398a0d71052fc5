/** A signal that aborts when time is up or the request is over; `end` lets go of both. */
export interface Deadline {
  readonly signal: AbortSignal;
  end(): void;
}

/** Starts a deadline. By hand, because `AbortSignal.any` keeps what it made as long as its sources live. */
export function startDeadline(timeoutMs: number, request: AbortSignal): Deadline {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  const timer = setTimeout(abort, timeoutMs);
  if (request.aborted) abort();
  else request.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      request.removeEventListener("abort", abort);
    },
  };
}
