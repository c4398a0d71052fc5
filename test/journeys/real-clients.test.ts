import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import RudderAnalytics from "@rudderstack/rudder-sdk-node";
import { Analytics } from "@segment/analytics-node";
import { chromium, type Browser, type Page } from "playwright-core";
import { freePort } from "../../platform/mongod/free-port.ts";
import { by, client, eventually } from "../support/client.ts";
import { findBrowser } from "../support/find-browser.ts";
import { servePage, type PageServer } from "../support/page-server.ts";
import { testSettings } from "../support/settings.ts";
import { start, type Started } from "../support/start-process.ts";

/** Events that each library is given, some before the server is killed, some while it is gone, some after. */
const BEFORE = 20;
const EACH = 40;
const EVERY_MS = 25;

interface Library {
  readonly user: string;
  readonly source: string;
  track(n: number): Promise<void> | void;
  flush(): Promise<unknown>;
}

let settings: Record<string, string>;
let product: Started;
let page: PageServer;
let browser: Browser | undefined;
let tab: Page | undefined;
const failures: unknown[] = [];

beforeAll(async () => {
  settings = { ...testSettings("real_clients"), PORT: String(await freePort()) };
  product = await start(["app/start.ts"], settings);
  page = await servePage();
  const executablePath = findBrowser();
  // A machine without a browser can't open a page; `.ci/run` installs one.
  if (executablePath === undefined) return;
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  tab = await browser.newPage();
  tab.on("pageerror", (error) => failures.push(error.message));
  await tab.goto(page.url);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await page.stop();
  await product.stop();
});

function segmentNode(host: string): Library {
  const analytics = new Analytics({
    writeKey: "demo-backend",
    host,
    flushAt: 3,
    maxRetries: 1_000,
  });
  analytics.on("error", (error) => failures.push(error));
  return {
    user: "user-segment-node",
    source: "backend",
    track: (n) => {
      analytics.track({ userId: "user-segment-node", event: "Sent", properties: { n } });
    },
    flush: () => analytics.closeAndFlush({ timeout: 30_000 }),
  };
}

function rudderNode(dataPlaneUrl: string): Library {
  const analytics = new RudderAnalytics("demo-backend", {
    dataPlaneUrl,
    flushAt: 3,
    flushInterval: 100,
    retryCount: 1_000,
    logLevel: "none",
    axiosRetryConfig: { retryDelay: () => 250 },
  });
  return {
    user: "user-rudder-node",
    source: "backend",
    track: (n) => {
      analytics.track({ userId: "user-rudder-node", event: "Sent", properties: { n } });
    },
    flush: () => analytics.flush(),
  };
}

/** What the page's script puts there. */
interface PageGlobals {
  AnalyticsBrowser: { load(settings: object): PageAnalytics };
  analytics: PageAnalytics;
}
interface PageAnalytics {
  identify(user: string): Promise<unknown>;
  track(event: string, properties: object): Promise<unknown>;
}

async function segmentPage(open: Page, host: string): Promise<Library> {
  await open.evaluate(async (cdnURL) => {
    const globals = globalThis as unknown as PageGlobals;
    globals.analytics = globals.AnalyticsBrowser.load({ writeKey: "demo-web", cdnURL });
    await globals.analytics.identify("user-segment-page");
  }, host);
  return {
    user: "user-segment-page",
    source: "web",
    track: (n) =>
      open.evaluate((place) => {
        void (globalThis as unknown as PageGlobals).analytics.track("Sent", { n: place });
      }, n),
    flush: () => Promise.resolve(),
  };
}

async function numbersOf({ user, source }: Library): Promise<number[]> {
  const query = `query ($by: CustomerSelector!) { customer(by: $by) { events(first: 100, filter: { names: ["Sent"] }) { nodes { source properties } } } }`;
  const { data } = await client(product.url, "demo-internal").query(query, by("user_id", user));
  const found = data?.["customer"] as {
    events: { nodes: { source: string; properties: { n: number } }[] };
  } | null;
  return (found?.events.nodes ?? [])
    .filter((event) => event.source === source)
    .map(({ properties }) => properties.n)
    .sort((a, b) => a - b);
}

describe("the official libraries", () => {
  it("deliver everything once through a kill and a restart of the server", async () => {
    const url = product.url;
    const libraries = [
      segmentNode(url),
      rudderNode(url),
      ...(tab === undefined ? [] : [await segmentPage(tab, url)]),
    ];
    const send = async (from: number, to: number): Promise<void> => {
      for (let n = from; n < to; n += 1) {
        for (const library of libraries) await library.track(n);
        await sleep(EVERY_MS);
      }
    };
    await send(0, BEFORE);
    // In the middle: some are on their way, some are not sent yet.
    const sending = send(BEFORE, EACH);
    await product.stop("SIGKILL");
    await sending;
    product = await start(["app/start.ts"], settings);
    expect(product.url).toBe(url);
    await Promise.all(libraries.map((library) => library.flush()));
    const all = Array.from({ length: EACH }, (_, n) => n);
    for (const library of libraries) {
      const found = await eventually(
        () => numbersOf(library),
        (numbers) => numbers.length >= EACH,
        30_000,
      );
      expect([library.user, found]).toEqual([library.user, all]);
    }
    expect(failures).toEqual([]);
  }, 120_000);

  it("and a page's last words, by sendBeacon from another origin, arrive", async () => {
    if (tab === undefined) return;
    const sent = await tab.evaluate((to) => {
      const event = {
        type: "track",
        event: "Left",
        messageId: "last-words",
        userId: "user-beacon",
        writeKey: "demo-web",
      };
      return navigator.sendBeacon(`${to}/v1/track`, JSON.stringify(event));
    }, product.url);
    expect(sent).toBe(true);
    const query = `query ($by: CustomerSelector!) { customer(by: $by) { events { nodes { name source } } } }`;
    const ask = () =>
      client(product.url, "demo-internal").query(query, by("user_id", "user-beacon"));
    const { data } = await eventually(ask, ({ data: found }) => found?.["customer"] != null);
    expect(data?.["customer"]).toEqual({ events: { nodes: [{ name: "Left", source: "web" }] } });
  });
});
