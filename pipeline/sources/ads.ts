import { z } from "zod";
import type { Plain } from "../../platform/plain.ts";
import { externalIds, readEach, type Made } from "./read-each.ts";
import { readOptions } from "./read-options.ts";
import { recordsIn } from "./records-in.ts";
import type { SourceKind } from "./source-kind.ts";
import { textOf } from "./values.ts";

/** The parameters by which ad networks name a click in the address that they lead to, by each network's own help pages. */
const CLICK_IDS: Readonly<Record<string, string>> = {
  gclid: "google",
  gbraid: "google",
  wbraid: "google",
  dclid: "google",
  fbclid: "facebook",
  msclkid: "microsoft",
  ttclid: "tiktok",
  twclid: "twitter",
  li_fat_id: "linkedin",
  ScCid: "snapchat",
  epik: "pinterest",
  rdt_cid: "reddit",
};

/** `context.campaign` of the Segment spec by UTM parameter (Google Analytics help, "URL builders"). */
const UTM = {
  utm_id: "id",
  utm_campaign: "name",
  utm_source: "source",
  utm_medium: "medium",
  utm_term: "term",
  utm_content: "content",
} as const;

/**
 * Arrivals by advertisement: the address that somebody landed at, with its click id (`gclid`, `fbclid`, `msclkid`,
 * `ttclid`, …) and UTM parameters, as a landing page's log or an ad server's export has them. A record has `url`
 * (also `landing_page`), and whom it knows: `anonymous_id`, `user_id`, `email`; without any, the click id itself stands
 * for the visitor. It gives `Ad Clicked` with `context.campaign`. Ad networks sign nothing: the write key says who sends.
 */
export const adsKind: SourceKind = {
  kind: "ads",
  open: (given) => {
    readOptions(z.strictObject({}), given);
    return {
      records: (body) => recordsIn(body, "a click or an array of clicks"),
      read: (records) => readEach(records, read),
    };
  },
};

function read(value: Plain): Made {
  const field = (...names: readonly string[]): string | undefined =>
    names.map((name) => textOf(value[name])).find((text) => text !== undefined);
  const url = URL.parse(field("url", "landing_page", "landing_url", "page_location") ?? "");
  if (url === null) return "has no url that is one";
  const parameter = (name: string): string | undefined =>
    textOf(url.searchParams.get(name)) ?? field(name);
  const clicks = Object.keys(CLICK_IDS).flatMap((name) => {
    const id = parameter(name);
    return id === undefined ? [] : [[name, id] as const];
  });
  const campaign = Object.entries(UTM).flatMap(([name, as]) => {
    const text = parameter(name);
    return text === undefined ? [] : [[as, text] as const];
  });
  const [first] = clicks;
  if (first === undefined && campaign.length === 0)
    return "names neither a click id nor a campaign";
  const network = first === undefined ? undefined : CLICK_IDS[first[0]];
  const known = {
    userId: field("user_id"),
    anonymousId: field("anonymous_id", "client_id"),
    email: field("email"),
  };
  const isKnown = Object.values(known).some((one) => one !== undefined);
  return [
    {
      type: "track",
      event: "Ad Clicked",
      messageId: field("message_id", "click_event_id"),
      userId: known.userId,
      anonymousId: known.anonymousId ?? (isKnown ? undefined : first?.join("-")),
      timestamp: field("timestamp", "clicked_at", "time"),
      properties: { network, ...Object.fromEntries(clicks), cost: field("cost") },
      context: {
        // What auto-tagging leaves out is known all the same: the network paid for the click.
        campaign: {
          source: network,
          medium: first === undefined ? undefined : "cpc",
          ...Object.fromEntries(campaign),
        },
        page: {
          url: url.href,
          path: url.pathname,
          search: url.search,
          referrer: field("referrer"),
        },
        ip: field("ip"),
        userAgent: field("user_agent"),
        traits: { email: known.email },
        externalIds: externalIds({ cookie: field("cookie") }),
      },
    },
  ];
}
