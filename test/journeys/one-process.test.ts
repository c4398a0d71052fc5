import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { testSettings } from "../support/settings.ts";
import { start, type Started } from "../support/start-process.ts";
import { tellBadInput } from "./bad-input.ts";
import { tellLiveTail } from "./live-tail.ts";
import { tellSdkStory } from "./segment-sdk.ts";
import { tellSending } from "./sending.ts";
import { tellStories } from "./stories.ts";
import type { Story } from "./teller.ts";

let product: Started;
beforeAll(async () => {
  product = await start(["app/start.ts"], testSettings("one_process"));
});
afterAll(() => product.stop());

const story: Story = { graph: () => product.url, write: () => product.url };

describe("the whole product in one process", () => {
  tellStories(story);
  tellSending(story);
  tellSdkStory(story);
  tellBadInput(story);
  tellLiveTail(story, true);

  it("tells that it lives and that it is ready", async () => {
    for (const path of ["/health/live", "/health/ready"])
      expect((await fetch(new URL(path, product.url))).status).toBe(200);
  });
});
