import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { chromium, type Browser } from "playwright-core";
import { client, eventually } from "../support/client.ts";
import { findBrowser } from "../support/find-browser.ts";
import { testSettings } from "../support/settings.ts";
import { start, type Started } from "../support/start-process.ts";

const executablePath = findBrowser();
// A machine without a browser can't open a page; `.ci/run` installs one.
const describeInBrowser = executablePath === undefined ? describe.skip : describe;
const SCRIPT = "<script>window.ran = 1</script>";

describe("the health pages", () => {
  let product: Started;
  beforeAll(async () => {
    const operator = {
      name: "operator",
      tokenSha256: createHash("sha256").update("the-operators").digest("hex"),
      documents: "free",
      scopes: ["operations:read", "events:write"],
      purposes: [],
      defaultPurpose: null,
      source: "web",
      mayNameSource: true,
    };
    const reader = {
      ...operator,
      name: "reader",
      scopes: ["customers:read"],
      tokenSha256: createHash("sha256").update("the-readers").digest("hex"),
    };
    const file = join(mkdtempSync(join(tmpdir(), "clients-")), "clients.json");
    writeFileSync(file, JSON.stringify({ clients: [operator, reader] }));
    product = await start(["app/start.ts"], { ...testSettings("health_page"), CLIENTS_FILE: file });
    const sender = client(product.url, "the-operators");
    const events = Array.from({ length: 30 }, (_, i) => ({
      type: "track",
      event: i === 7 ? SCRIPT : "Product Viewed",
      userId: `u-${String(i % 10)}`,
      messageId: `m-${String(i % 25)}`,
      properties: { [i === 8 ? SCRIPT : "sku"]: i % 25 },
    }));
    await sender.send([...events, { type: "track" }]);
    await eventually(
      () => ask("/sources/web", "the-operators").then((answer) => answer.text()),
      (text) => text.includes("Last event"),
      10_000,
    );
  }, 60_000);
  afterAll(() => product.stop());

  function ask(path: string, token: string | null): Promise<Response> {
    const headers: Record<string, string> =
      token === null
        ? {}
        : { authorization: `Basic ${Buffer.from(`${token}:`).toString("base64")}` };
    return fetch(new URL(path, product.url), { headers });
  }

  it("are for operators", async () => {
    const nobody = await ask("/sources", null);
    expect(nobody.status).toBe(401);
    expect(nobody.headers.get("www-authenticate")).toMatch(/^Basic /);
    expect(await nobody.text()).not.toContain("web");
    expect((await ask("/sources/web", "the-readers")).status).toBe(403);
    expect((await ask("/docs/quality.md", null)).status).toBe(401);
    expect((await ask("/sources/web", "the-operators")).status).toBe(200);
    expect((await ask("/sources/nobody", "the-operators")).status).toBe(404);
    expect((await ask("/sources/%E0%A4%A", "the-operators")).status).toBe(404);
    expect((await ask("/docs/quarantine.md", "the-operators")).status).toBe(200);
  });

  describeInBrowser("in a browser", () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({
        ...(executablePath === undefined ? {} : { executablePath }),
        args: ["--no-sandbox"],
      });
    }, 30_000);
    afterAll(() => browser.close());

    it("show each source, its faults and its score, and run nothing that a sender sent", async () => {
      const context = await browser.newContext({
        httpCredentials: { username: "the-operators", password: "" },
      });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(message.text());
      });
      await page.goto(`${product.url}/sources`);
      await page.getByRole("link", { name: "web", exact: true }).click();
      await page.getByRole("heading", { name: "web" }).waitFor();
      const text = await page.locator("body").innerText();
      expect(text).toMatch(/Today\s+25\s+\d+\s+\d+\s+\d+/);
      expect(text).toMatch(/Quality \d+\.\d %/);
      const codes = await page.locator('a[href="/docs/quarantine.md"]').allInnerTexts();
      expect(codes).toContain("id_conflict");
      expect(await page.locator("svg.spark path").count()).toBe(2);
      expect(await page.evaluate("window.ran")).toBeUndefined();
      expect(faults.filter((fault) => !fault.includes("401"))).toEqual([]);
      if (process.env["SCREENSHOTS"] !== undefined) {
        await page.screenshot({
          path: join(process.env["SCREENSHOTS"], "source.png"),
          fullPage: true,
        });
        await page.goto(`${product.url}/sources`);
        await page.screenshot({
          path: join(process.env["SCREENSHOTS"], "sources.png"),
          fullPage: true,
        });
      }
      await context.close();
    }, 30_000);
  });
});
