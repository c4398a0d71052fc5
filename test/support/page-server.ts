import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** A shop's page: the official library in it, and nothing else. */
export interface PageServer {
  readonly url: string;
  stop(): Promise<void>;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ENTRY = `
  import { AnalyticsBrowser } from "@segment/analytics-next";
  globalThis.AnalyticsBrowser = AnalyticsBrowser;
`;

/** Serves a page with @segment/analytics-next bundled into it, from an origin of its own. */
export async function servePage(): Promise<PageServer> {
  const { outputFiles } = await build({
    stdin: { contents: ENTRY, resolveDir: ROOT },
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    logLevel: "silent",
  });
  const script = outputFiles[0]?.text ?? "";
  const server: Server = createServer((request, response) => {
    const isScript = request.url === "/analytics.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : `<!doctype html><script src="/analytics.js"></script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
