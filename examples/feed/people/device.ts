import type { Random } from "../../../platform/random.ts";
import type { Window } from "../window.ts";
import { RATES } from "../hazards/rates.ts";
import type { Browser, Device } from "./person.ts";

/** An id in the form of a UUID. */
export function drawUuid(random: Random): string {
  const hex = random.hex(32);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join("-");
}

/** A phone or tablet with the app. */
export function drawDevice(random: Random): Device {
  const system = random.chance(0.5) ? "ios" : "android";
  return {
    deviceId: system === "ios" ? drawUuid(random).toUpperCase() : random.hex(16),
    anonymousId: drawUuid(random),
    system,
  };
}

/** A browser at home; its address is from a range reserved for documentation (RFC 5737). */
export function drawBrowser(window: Window, random: Random): Browser {
  const cleared = random.chance(RATES.clearedCookies);
  return {
    anonymousId: drawUuid(random),
    laterAnonymousId: cleared ? drawUuid(random) : null,
    clearedAt: window.start + (0.3 + 0.5 * random.next()) * (window.end - window.start),
    cookie: random.chance(0.4) ? `GA1.1.${String(random.int(1e8, 2e9))}.${random.hex(8)}` : null,
    ip: `${random.pick(["192.0.2", "198.51.100", "203.0.113"])}.${String(random.int(1, 254))}`,
  };
}

/** The anonymous id that a browser has at an instant. */
export function anonymousIdAt(browser: Browser, at: number): string {
  return browser.laterAnonymousId !== null && at >= browser.clearedAt
    ? browser.laterAnonymousId
    : browser.anonymousId;
}
