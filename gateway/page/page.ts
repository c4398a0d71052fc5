import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { IncomingMessage, ServerResponse } from "node:http";
import { respond } from "../../platform/respond.ts";

/** An operation that the page opens with, in a tab of its own. */
export interface PageTab {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What the page is about. */
export interface PageOptions {
  readonly title: string;
  /** Headers that its requests start with; whoever uses it may change them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Asked at each opening. */
  readonly tabs: () => Promise<readonly PageTab[]>;
}

/** Answers `/` and `/page/...`; false where the request is for somebody else. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

// Everything comes from packages: nothing is loaded from elsewhere, and the policy says so.
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'";

const ASSETS = {
  "/page/react.js": ["react", "umd/react.production.min.js"],
  "/page/react-dom.js": ["react-dom", "umd/react-dom.production.min.js"],
  "/page/graphiql.js": ["graphiql", "graphiql.min.js"],
  "/page/graphiql.css": ["graphiql", "graphiql.min.css"],
} as const;

/** GraphiQL with a set of operations, for a person. */
export function createPage({ title, headers, tabs }: PageOptions): PageHandler {
  const assets = new Map<string, { readonly type: string; readonly body: Buffer }>();
  const { resolve } = createRequire(import.meta.url);
  // Not all of these files are among a package's exports: found beside its package.json.
  for (const [path, [name, file]] of Object.entries(ASSETS)) {
    const body = readFileSync(join(dirname(resolve(`${name}/package.json`)), file));
    assets.set(path, { type: typeOf(path), body });
  }
  const start = readFileSync(new URL("./start.browser.js", import.meta.url));
  assets.set("/page/start.js", { type: typeOf(".js"), body: start });

  return async (request, response) => {
    if (request.method !== "GET") return false;
    if (request.url === "/") {
      const content = JSON.stringify({ headers, tabs: await tabs() });
      respond(response, 200, html(title, content), {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": POLICY,
        "cache-control": "no-store",
      });
      return true;
    }
    const asset = assets.get(request.url ?? "");
    if (asset === undefined) return false;
    respond(response, 200, asset.body, {
      "content-type": asset.type,
      "cache-control": "max-age=3600",
    });
    return true;
  };
}

function typeOf(path: string): string {
  return path.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
}

function html(title: string, content: string): string {
  const shown = title.replace(/[<&]/g, (character) => (character === "<" ? "&lt;" : "&amp;"));
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${shown}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/page/graphiql.css" />
    <style>html, body, #graphiql { height: 100%; margin: 0 }</style>
  </head>
  <body>
    <div id="graphiql"></div>
    <script id="content" type="application/json">${content.replaceAll("<", "\\u003c")}</script>
    <script src="/page/react.js"></script>
    <script src="/page/react-dom.js"></script>
    <script src="/page/graphiql.js"></script>
    <script src="/page/start.js"></script>
  </body>
</html>
`;
}
