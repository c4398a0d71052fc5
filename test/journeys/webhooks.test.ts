import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { by, client, eventually, type SendAnswer } from "../support/client.ts";
import { testSettings } from "../support/settings.ts";
import { start, type Started } from "../support/start-process.ts";

const PAGE = readFileSync(new URL("../../docs/sources.md", import.meta.url), "utf8");
/** What docs/sources.md tells a newcomer to type. */
const EXAMPLES = [...PAGE.matchAll(/^```bash\n(.*?)^```/gms)].map(([, text = ""]) => text);

let product: Started;
beforeAll(async () => {
  product = await start(["app/start.ts"], testSettings("webhooks"));
});
afterAll(() => product.stop());

async function type(example: string): Promise<SendAnswer> {
  const text = example.replaceAll("http://127.0.0.1:4000", product.url);
  const { stdout } = await promisify(execFile)("bash", ["-c", text]);
  return JSON.parse(stdout) as SendAnswer;
}

describe("the examples of docs/sources.md", () => {
  it("are all accepted, know repeats, and are one customer's", async () => {
    expect(EXAMPLES.length).toBeGreaterThan(9);
    for (const example of EXAMPLES) {
      const answer = await type(example);
      expect([example, answer.accepted, answer.results.length]).toEqual([example, 1, 1]);
      expect((await type(example)).duplicate).toBe(1);
    }
    const query = `query ($by: CustomerSelector!) { customer(by: $by) { events(first: 50) { nodes { name source } } } }`;
    const customer = await eventually(
      async () =>
        (await client(product.url, "demo-internal").query(query, by("email", "ada@example.org")))
          .data?.["customer"] as { events: { nodes: { source: string }[] } } | null,
      (found) => (found?.events.nodes.length ?? 0) >= EXAMPLES.length - 1,
    );
    // The arrival by advertisement is a visitor's who has not said who they are.
    expect(customer?.events.nodes.map(({ source }) => source).sort()).toEqual([
      "bookings",
      "crm",
      "email",
      "hubspot",
      "loyalty",
      "pos",
      "salesforce",
      "shop",
      "support",
    ]);
  }, 60_000);

  it("show the registered sources to operators alone", async () => {
    const text = /^```graphql\n(.*?)^```/ms.exec(PAGE)?.[1] ?? "";
    const { data } = await client(product.url, "demo-admin").query(text);
    const sources = data?.["sources"] as { name: string }[];
    expect(sources.find(({ name }) => name === "web")).toEqual({
      name: "web",
      kind: "web",
      owner: "shop team",
      region: "eu",
      description: "The web shop.",
      plan: { name: "web", version: 1 },
    });
    const { errors } = await client(product.url, "demo-internal").query(text);
    expect(errors?.[0]?.extensions?.code).toBe("FORBIDDEN");
  });

  it("refuse what is not signed, and answer 200 for what nobody can read", async () => {
    const { post } = client(product.url, "demo-shop");
    const unsigned = await post("/v1/sources/shop", "{}", { "x-shopify-topic": "orders/create" });
    expect(unsigned.status).toBe(401);
    const { post: send } = client(product.url, "demo-loyalty");
    const odd = await send("/v1/sources/loyalty", `[{ "card": 1 }]`);
    expect([odd.status, ((await odd.json()) as SendAnswer).quarantined]).toEqual([200, 1]);
  });
});
