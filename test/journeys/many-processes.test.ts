import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { WORK_FIGURES } from "../../pipeline/index.ts";
import { by, client, CUSTOMER_360, eventually } from "../support/client.ts";
import { startMany, type ManyProcesses } from "../support/many-processes.ts";
import { testSettings } from "../support/settings.ts";
import { tellBadInput } from "./bad-input.ts";
import { tellLiveTail } from "./live-tail.ts";
import { tellSdkStory } from "./segment-sdk.ts";
import { tellSending } from "./sending.ts";
import { tellStories } from "./stories.ts";
import type { Story } from "./teller.ts";

let parts: ManyProcesses;
beforeAll(async () => {
  const redis = process.env["TEST_REDIS_URL"];
  parts = await startMany({
    ...testSettings("many_processes"),
    ...(redis === undefined ? {} : { REDIS_URL: redis }),
  });
}, 60_000);
afterAll(() => parts.stop());

const story: Story = { graph: () => parts.gateway.url, write: () => parts.pipeline.url };

describe("every part as a process of its own", () => {
  tellStories(story);
  tellSending(story);
  tellSdkStory(story);
  tellBadInput(story);
  tellLiveTail(story, false);

  it("lets nobody but its gateway ask a subgraph", async () => {
    for (const { url } of Object.values(parts.subgraphs)) {
      const response = await fetch(new URL("/graphql", url), {
        method: "POST",
        headers: { "content-type": "application/json", authorization: "Bearer demo-admin" },
        body: JSON.stringify({ query: "{ _service { sdl } }" }),
      });
      expect(response.status).toBe(401);
    }
  });

  it("shows figures of every process", async () => {
    for (const { url } of [parts.gateway, parts.pipeline, ...Object.values(parts.subgraphs)]) {
      const text = await (await fetch(new URL("/metrics", url))).text();
      expect(text).toContain("process_resident_memory_bytes");
    }
  });

  it("shows the figures of its worker, which has a thread of its own, once", async () => {
    const { url } = parts.pipeline;
    const user = `worked-${String(Date.now())}`;
    await client(url, "demo-admin").send([
      { type: "track", event: "Seen", userId: user, messageId: user },
    ]);
    const text = await eventually(
      async () => (await fetch(new URL("/metrics", url))).text(),
      (shown) => /^customer_graph_worker_delay_seconds_count [1-9]/m.test(shown),
    );
    for (const name of WORK_FIGURES)
      expect(text.match(new RegExp(`^# TYPE ${name} `, "gm"))).toHaveLength(1);
    expect(text).toMatch(/^customer_graph_identity_flow_total\{what="identifiable"\} [1-9]/m);
  });

  it("costs a leaf that is down its own fields only", async () => {
    const user = `leaf-${String(Date.now())}`;
    await client(parts.pipeline.url, "demo-admin").send([
      { type: "identify", userId: user, messageId: user, traits: { plan: "plus" } },
    ]);
    const ask = () =>
      client(parts.gateway.url, "demo-internal").query(CUSTOMER_360, by("user_id", user));
    const whole = await eventually(ask, ({ data }) => data?.["customer"] != null);
    expect(whole.errors).toBeUndefined();

    await parts.subgraphs.consent.stop("SIGKILL");
    const partial = await ask();
    expect(partial.data?.["customer"]).toEqual({
      ...(whole.data?.["customer"] as object),
      consents: null,
    });
    expect(partial.errors).toEqual([
      expect.objectContaining({
        path: ["customer"],
        extensions: expect.objectContaining({ code: "SUBGRAPH_UNAVAILABLE" }),
      }),
    ]);
    expect(JSON.stringify(partial)).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|at /);
    const ready = await fetch(new URL("/health/ready", parts.gateway.url));
    expect(ready.status).toBe(200);

    await parts.subgraphs.identity.stop("SIGKILL");
    const none = await ask();
    expect(none.data?.["customer"] ?? null).toBeNull();
    expect(none.errors?.[0]?.extensions?.code).toBe("SUBGRAPH_UNAVAILABLE");
    expect((await fetch(new URL("/health/ready", parts.gateway.url))).status).toBe(503);
  });
});
