import { describe, expect, it } from "@jest/globals";
import { adsKind } from "../../../pipeline/sources/ads.ts";
import { faultsOf, readEvents } from "./read-body.ts";

const AT = "2026-05-01T12:00:00Z";
const landing = (query: string, more: object = {}) => ({
  url: `https://www.example.org/landing/spring?${query}`,
  timestamp: AT,
  anonymous_id: "visit-1",
  ...more,
});

describe("ads", () => {
  it("reads a click id and the campaign out of the address that it led to", async () => {
    const [event] = await readEvents(
      adsKind,
      landing(
        "gclid=Cj0KCQ&utm_source=google&utm_medium=cpc&utm_campaign=spring%20sale&utm_term=boots&utm_content=b&utm_id=77",
        { referrer: "https://www.google.com/", user_agent: "Mozilla/5.0" },
      ),
    );
    expect(event).toMatchObject({
      type: "track",
      event: "Ad Clicked",
      anonymousId: "visit-1",
      timestamp: AT,
      properties: { network: "google", gclid: "Cj0KCQ" },
      context: {
        campaign: {
          id: "77",
          name: "spring sale",
          source: "google",
          medium: "cpc",
          term: "boots",
          content: "b",
        },
        page: { path: "/landing/spring", referrer: "https://www.google.com/" },
        userAgent: "Mozilla/5.0",
      },
    });
  });

  it.each([
    ["gclid", "google"],
    ["wbraid", "google"],
    ["gbraid", "google"],
    ["dclid", "google"],
    ["fbclid", "facebook"],
    ["msclkid", "microsoft"],
    ["ttclid", "tiktok"],
    ["twclid", "twitter"],
    ["li_fat_id", "linkedin"],
    ["ScCid", "snapchat"],
    ["epik", "pinterest"],
    ["rdt_cid", "reddit"],
  ])("knows whose click %s names", async (parameter, network) => {
    const [event] = await readEvents(adsKind, landing(`${parameter}=c-1`));
    expect(event).toMatchObject({
      properties: { network, [parameter]: "c-1" },
      context: { campaign: { source: network, medium: "cpc" } },
    });
  });

  it("reads columns beside the address, and takes the click id for the visitor where nobody is named", async () => {
    const row = {
      landing_page: "https://a.example/",
      clicked_at: AT,
      gclid: "Cj0",
      utm_source: "g",
    };
    const [event] = await readEvents(adsKind, [row]);
    expect(event).toMatchObject({ anonymousId: "gclid-Cj0", properties: { gclid: "Cj0" } });
    const [named] = await readEvents(adsKind, [{ ...row, email: "ada@example.org" }]);
    expect(named).not.toHaveProperty("anonymousId");
  });

  it("puts aside what is no arrival by advertisement", async () => {
    expect(await faultsOf(adsKind, [landing("q=1"), { url: "/landing" }, {}])).toEqual([
      "The record names neither a click id nor a campaign.",
      "The record has no url that is one.",
      "The record has no url that is one.",
    ]);
  });
});
