import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { chromium, type Browser } from "playwright-core";
import { findBrowser } from "../support/find-browser.ts";
import { testSettings } from "../support/settings.ts";
import { start, type Started } from "../support/start-process.ts";

const executablePath = findBrowser();

// A machine without a browser can't open a page; `.ci/run` installs one.
const describeInBrowser = executablePath === undefined ? describe.skip : describe;

describeInBrowser("the page", () => {
  let product: Started;
  let browser: Browser;
  beforeAll(async () => {
    product = await start(["app/start.ts"], { ...testSettings("page"), SAMPLE_FEED: "60" });
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ["--no-sandbox"],
    });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await product.stop();
  });

  it("opens with the examples, and each of them runs", async () => {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("requestfailed", (request) => faults.push(request.url()));
    const elsewhere: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(product.url) && !request.url().startsWith("data:"))
        elsewhere.push(request.url());
    });
    await page.goto(product.url);
    const tabs = page.locator(".graphiql-tab-button");
    await tabs.first().waitFor();
    expect(await tabs.allTextContents()).toEqual([
      "Customer360",
      "Customer360",
      "Customers",
      "Segment",
    ]);
    const answers: Record<string, unknown>[] = [];
    for (let i = 0; i < 4; i += 1) {
      // The first is what a newcomer sees, and runs without a click on its tab.
      if (i > 0) await tabs.nth(i).click();
      // The editor works out the operation's name a moment after the tab is shown.
      await page.waitForTimeout(500);
      const answered = page.waitForResponse(
        (response) =>
          response.url().endsWith("/graphql") &&
          response.request().postData()?.includes("IntrospectionQuery") === false,
      );
      await page.getByRole("button", { name: /Execute query/ }).click();
      const answer = (await (await answered).json()) as {
        data: Record<string, unknown>;
        errors?: unknown;
      };
      expect(answer.errors).toBeUndefined();
      answers.push(answer.data);
    }
    const [byEmail, byId, many, segment] = answers;
    expect(byEmail?.["customer"]).toMatchObject({ id: expect.any(String) });
    expect(byId?.["customer"]).toMatchObject({ id: expect.any(String) });
    expect((many?.["customers"] as unknown[]).length).toBeGreaterThan(1);
    expect(segment?.["segment"]).toMatchObject({ members: { nodes: expect.any(Array) } });
    expect(faults).toEqual([]);
    expect(elsewhere).toEqual([]);
  }, 60_000);
});
