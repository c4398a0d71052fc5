/** An event in the wire format. */
export type WireEvent = Readonly<Record<string, unknown>>;

const BEGAN = Date.UTC(2025, 0, 1);
const MINUTE_MS = 60_000;

/**
 * Batch `n` of a feed without end, the same at every call: visits of people who come back, sign up with an address,
 * merge two visits, decide on consent, change traits; one event a batch claims the id of another.
 */
export function batchOf(n: number, size = 10): WireEvent[] {
  const events = Array.from({ length: size }, (_, i) => eventOf(n * size + i, n));
  const [first] = events;
  return [...events, { ...first, event: "Claimed", type: "track", properties: { n } }];
}

function eventOf(k: number, n: number): WireEvent {
  const person = mix(k) % (40 + n);
  const visit = `visit-${String(person)}-${String(mix(k + 7) % 3)}`;
  const common = {
    messageId: `m-${String(k)}`,
    // Not in the order of sending.
    timestamp: new Date(BEGAN + ((mix(k + 3) % 100_000) + k) * MINUTE_MS).toISOString(),
    anonymousId: visit,
  };
  const userId = `user-${String(person)}`;
  switch (mix(k + 1) % 8) {
    case 0:
      return {
        ...common,
        type: "identify",
        userId,
        traits: { email: `p${String(person)}@example.org`, plan: ["basic", "plus"][k % 2], k },
      };
    case 1:
      return {
        ...common,
        type: "identify",
        userId,
        context: { consent: { categoryPreferences: { marketing: k % 3 > 0 } } },
      };
    case 2:
      return { ...common, type: "track", userId, event: "Order Completed", properties: { k } };
    case 3:
      return {
        ...common,
        type: "identify",
        traits: { phone: `+4930123${String(10_000 + person)}` },
      };
    default:
      return { ...common, type: "page", name: ["Home", "Basket"][k % 2], properties: { k } };
  }
}

/** A number that looks random and is the same for the same input. */
export function mix(n: number): number {
  let x = Math.imul(n ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35) >>> 0;
  return (x ^ (x >>> 16)) >>> 0;
}
