import type { ReceivedEvent, ReceivedMessage, Wants } from "../domain/received-event.ts";

/** Where what comes in meets who listens, within this process. Nothing is kept for who does not listen. */
export interface LiveHub {
  /** False where nobody listens: then there is nothing to tell. */
  isHeard(): boolean;
  /** Tells all who want it; never waits. */
  tell(event: ReceivedEvent): void;
  /** Tells all with their next message that something may have been left out, nobody knows how much: it counts as one. */
  tellGap(): void;
  /** What comes in from now on. Ends by `return`, at once, also while somebody waits for the next. */
  listen(wants: Wants): AsyncIterableIterator<ReceivedMessage>;
  /** Ends all who listen. */
  close(): void;
}

/** The most messages that wait for one listener; the oldest make room. */
const MOST_WAITING = 256;

/** Makes a hub; `onHeard` is told when the first one listens and when the last one leaves. */
export function createLiveHub(onHeard: (heard: boolean) => void): LiveHub {
  const listeners = new Set<Listener>();
  return {
    isHeard: () => listeners.size > 0,
    tell: (event) => {
      for (const { offer } of listeners) offer(event);
    },
    tellGap: () => {
      for (const { miss } of listeners) miss();
    },
    listen: (wants) => {
      const listener: Listener = createListener(wants, () => {
        if (listeners.delete(listener) && listeners.size === 0) onHeard(false);
      });
      listeners.add(listener);
      if (listeners.size === 1) onHeard(true);
      return listener.messages;
    },
    close: () => {
      for (const { end } of listeners) end();
    },
  };
}

interface Listener {
  offer(event: ReceivedEvent): void;
  miss(): void;
  end(): void;
  readonly messages: AsyncIterableIterator<ReceivedMessage>;
}

function createListener(wants: Wants, onEnd: () => void): Listener {
  const waiting: ReceivedEvent[] = [];
  let asked: ((result: IteratorResult<ReceivedMessage>) => void)[] = [];
  let dropped = 0;
  let over = false;
  const done = { done: true, value: undefined } as const;

  const take = (): IteratorResult<ReceivedMessage> | null => {
    const event = waiting.shift();
    if (event === undefined) return over ? done : null;
    const value = { ...event, dropped };
    dropped = 0;
    return { done: false, value };
  };
  const end = (): void => {
    over = true;
    waiting.length = 0;
    for (const answer of asked) answer(done);
    asked = [];
    onEnd();
  };
  const messages: AsyncIterableIterator<ReceivedMessage> = {
    next: () => {
      const result = take();
      return result === null
        ? new Promise((resolve) => asked.push(resolve))
        : Promise.resolve(result);
    },
    return: () => {
      end();
      return Promise.resolve(done);
    },
    [Symbol.asyncIterator]: () => messages,
  };
  return {
    messages,
    end,
    miss: () => {
      dropped += 1;
    },
    offer: (event) => {
      if (over || !wants(event)) return;
      waiting.push(event);
      if (waiting.length > MOST_WAITING) {
        waiting.shift();
        dropped += 1;
      }
      const answer = asked.shift();
      if (answer === undefined) return;
      const result = take();
      if (result !== null) answer(result);
    },
  };
}
