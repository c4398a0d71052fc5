import type { Random } from "../../../platform/random.ts";
import type { JsonObject } from "../wire.ts";
import { externalId } from "./external-id.ts";
import type { Call } from "./visit.ts";

const SITE = "https://www.lindgruen-shop.de";

/** The context that the web library adds (Segment spec, common fields). */
export function webContext(
  seat: {
    readonly cookie: string | null;
    readonly ip: string;
    readonly deviceId: string | undefined;
  },
  locale: string,
): JsonObject {
  const { cookie, ip, deviceId } = seat;
  return {
    library: { name: "analytics.js", version: "next-1.70.0" },
    locale,
    ip,
    ...(deviceId === undefined ? {} : { device: { id: deviceId, type: "tablet" } }),
    ...(cookie === null ? {} : { externalIds: [externalId("cookie", cookie)] }),
  };
}

/** A page call. */
export function pageCall(name: string, path: string, random: Random): Call {
  const referrer = random.chance(0.2) ? "https://www.google.com/" : `${SITE}/`;
  return { type: "page", name, properties: { title: name, path, url: SITE + path, referrer } };
}
