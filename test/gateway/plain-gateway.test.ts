import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { catalog } from "../support/federation/catalog.ts";
import { serveSubgraphs, type SubgraphServers } from "../support/federation/subgraph-servers.ts";
import { runToEnd, start, type Started } from "../support/start-process.ts";

const folder = mkdtempSync(join(tmpdir(), "customer-graph-gateway-"));
let subgraphs: SubgraphServers;
let gateway: Started;

beforeAll(async () => {
  const fixture = catalog();
  subgraphs = await serveSubgraphs(fixture);
  let { supergraph } = fixture;
  for (const [name, url] of subgraphs.urls)
    supergraph = supergraph.replace(`http://${name}.test/graphql`, url);
  const file = join(folder, "supergraph.graphql");
  writeFileSync(file, supergraph);
  gateway = await start(["app/plain-gateway.ts", "--supergraph", file, "--port", "0"], {});
});
afterAll(async () => {
  await gateway.stop();
  await subgraphs.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(query: string): Promise<unknown> {
  const response = await fetch(new URL("/graphql", gateway.url), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer x", "x-private": "y" },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

describe("npm run gateway", () => {
  it("serves any supergraph over the subgraphs at its URLs", async () => {
    expect(await ask("{ products { __typename upc } }")).toEqual({
      data: {
        products: [
          { __typename: "Book", upc: "p1" },
          { __typename: "Book", upc: "p2" },
          { __typename: "Film", upc: "p3" },
        ],
      },
    });
  });

  it("forwards the headers that are named, and no other", async () => {
    subgraphs.received.length = 0;
    await ask("{ products { upc } }");
    const [request] = subgraphs.received;
    expect(request?.headers.authorization).toBe("Bearer x");
    expect(request?.headers["x-private"]).toBeUndefined();
  });

  it("tells that it lives and that it is ready", async () => {
    for (const path of ["/health/live", "/health/ready"])
      expect((await fetch(new URL(path, gateway.url))).status).toBe(200);
  });

  it("says what is wrong with how it was called", async () => {
    for (const [script, problem] of [
      [["app/plain-gateway.ts"], "--supergraph: "],
      [["app/plain-gateway.ts", "--supergraph", "nowhere"], "cannot be read"],
      [["app/plain-gateway.ts", "--supergraph", "package.json"], "--supergraph: "],
    ] as const) {
      const { code, text } = await runToEnd(script, {});
      expect(code).toBe(1);
      expect(text).toContain(problem);
      expect(text).not.toMatch(/\n\s+at /);
    }
  });
});
