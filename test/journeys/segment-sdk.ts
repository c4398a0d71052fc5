import { expect, it } from "@jest/globals";
import { Analytics } from "@segment/analytics-node";
import { by, client, CUSTOMER_360, eventually } from "../support/client.ts";
import type { Shown, Story } from "./teller.ts";

/** The official library, pointed at the product and otherwise untouched, delivers everything once. */
export function tellSdkStory({ graph, write }: Story): void {
  it("takes what @segment/analytics-node sends, unchanged", async () => {
    const mark = Date.now().toString(36);
    const user = `sdk-${mark}`;
    const failures: unknown[] = [];
    const analytics = new Analytics({ writeKey: "demo-frontend", host: write(), flushAt: 7 });
    analytics.on("error", (error) => failures.push(error));
    analytics.identify({
      userId: user,
      anonymousId: `anon-${mark}`,
      traits: { email: `${user}@mailhaven.de` },
    });
    analytics.page({ userId: user, name: "Home", properties: { path: "/" } });
    analytics.screen({ userId: user, name: "Start" });
    analytics.group({ userId: user, groupId: "acme", traits: { name: "Acme" } });
    analytics.alias({ userId: user, previousId: `old-${mark}` });
    for (let n = 0; n < 20; n += 1)
      analytics.track({ userId: user, event: "Clicked", properties: { n, "dotted.name": true } });
    await analytics.closeAndFlush({ timeout: 10_000 });
    expect(failures).toEqual([]);
    const QUERY = CUSTOMER_360.replace("events(first: 20)", "events(first: 100)");
    const read = async (): Promise<Shown | null> => {
      const answer = await client(graph(), "demo-internal").query(QUERY, by("user_id", user));
      return (answer.data?.["customer"] ?? null) as Shown | null;
    };
    const customer = await eventually(read, (found) => found?.events?.nodes.length === 25);
    const types = customer?.events?.nodes.map(({ type }) => type) ?? [];
    for (const type of ["IDENTIFY", "PAGE", "SCREEN", "GROUP", "ALIAS"])
      expect(types.filter((one) => one === type)).toHaveLength(1);
    expect(types.filter((one) => one === "TRACK")).toHaveLength(20);
    expect(customer?.identifiers.nodes).toEqual(
      expect.arrayContaining([{ namespace: "anonymous_id", value: `old-${mark}` }]),
    );
  });
}
