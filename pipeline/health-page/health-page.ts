import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { readFileSync } from "node:fs";
import { AppError } from "../../platform/errors.ts";
import { respond } from "../../platform/respond.ts";
import type { Events } from "../../subgraphs/events/index.ts";
import type { SourceRegistry } from "../sources/registry.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";
import { sourcePage, sourcesPage, type SourceOverview } from "./pages.ts";

/** What the health pages are handed. */
export interface HealthPageDependencies {
  readonly sources: SourceRegistry;
  readonly events: Pick<Events, "quality">;
  /** Throws unless these headers are an operator's. */
  readonly requireOperator: (headers: IncomingHttpHeaders) => void;
}

/** Answers `/sources` and `/sources/NAME`; false where the request is for somebody else. */
export type HealthPageHandler = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<boolean>;

const MOST_SOURCES = 200;
const AT_ONCE = 8;
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Pages for operators: how each source is doing. Nothing runs in them, and they come from here alone. */
export function createHealthPage(dependencies: HealthPageDependencies): HealthPageHandler {
  const docs = new Map(
    ["quality.md", "quarantine.md"].map((name) => [
      `/docs/${name}`,
      readFileSync(new URL(`../../docs/${name}`, import.meta.url)),
    ]),
  );
  return async (request, response) => {
    if (request.method !== "GET") return false;
    const [path = ""] = (request.url ?? "").split("?", 1);
    const name = /^\/sources\/([^/]+)$/.exec(path)?.[1];
    const doc = docs.get(path);
    if (path !== "/sources" && name === undefined && doc === undefined) return false;
    if (!mayEnter(request, response, dependencies)) return true;
    if (doc !== undefined) send(response, 200, doc, "text/plain; charset=utf-8");
    else if (name === undefined)
      send(response, 200, sourcesPage(await overviews(dependencies)), PAGE);
    else await sendSource(response, name, dependencies);
    return true;
  };
}

const PAGE = "text/html; charset=utf-8";

function mayEnter(
  { headers }: IncomingMessage,
  response: ServerResponse,
  { requireOperator }: HealthPageDependencies,
): boolean {
  try {
    requireOperator(headers);
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const isUnknown = error.code === "UNAUTHENTICATED";
    // A browser asks for user name and password by this; the credential is the user name.
    if (isUnknown) response.setHeader("www-authenticate", 'Basic realm="operators"');
    send(response, isUnknown ? 401 : 403, layout("Sources", html`<p>${error.message}</p>`), PAGE);
    return false;
  }
}

async function sendSource(
  response: ServerResponse,
  encoded: string,
  dependencies: HealthPageDependencies,
): Promise<void> {
  const name = decoded(encoded);
  const found = name === null ? null : await overview(name, dependencies);
  if (found === null || (found.registered === null && found.health === null))
    send(
      response,
      404,
      layout("Sources", html`<p>There is no such source. <a href="/sources">Sources</a></p>`),
      PAGE,
    );
  else send(response, 200, sourcePage(found), PAGE);
}

async function overviews(dependencies: HealthPageDependencies): Promise<SourceOverview[]> {
  const registered = dependencies.sources.list().map((one) => one.name);
  const seen = await dependencies.events.quality.sources();
  const names = [...new Set([...registered, ...seen])].slice(0, MOST_SOURCES);
  const found: SourceOverview[] = [];
  for (let at = 0; at < names.length; at += AT_ONCE)
    found.push(
      ...(await Promise.all(
        names.slice(at, at + AT_ONCE).map((name) => overview(name, dependencies)),
      )),
    );
  return found;
}

async function overview(
  name: string,
  { sources, events }: HealthPageDependencies,
): Promise<SourceOverview> {
  return { name, registered: sources.find(name), health: await events.quality.health(name) };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function send(response: ServerResponse, status: number, body: string | Buffer, type: string): void {
  respond(response, status, body, {
    "content-type": type,
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  });
}
