import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { openSources } from "../../../pipeline/index.ts";
import type { Database } from "../../../platform/mongo.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { openTestGraph, type TestGraph } from "../../support/graph.ts";
import { serveWrites } from "../../support/write-server.ts";

const hash = (key: string): string => createHash("sha256").update(key).digest("hex");
const SOURCES = openSources(
  `
sources:
  - { name: web, kind: web, owner: a, region: eu, writeKeySha256: ${hash("key-web")}, origins: ["http://shop.test"] }
  - { name: crm, kind: table, owner: a, region: eu, writeKeySha256: ${hash("key-crm")} }
`,
  [],
  () => undefined,
);

/** What the write API answers of imports. */
export interface ImportAnswer {
  readonly status: number;
  readonly import?: {
    readonly state: string;
    readonly records: number;
    readonly bytes: number;
    readonly problem: string | null;
    readonly outcomes: Readonly<Record<string, number>>;
    readonly reasons: Readonly<
      Record<string, { readonly count: number; readonly example: string }>
    >;
  };
  readonly error?: { readonly code: string; readonly message: string; readonly field?: string };
}

/** The write API that takes imports in, over a graph of its own. */
export interface Imports {
  readonly database: Database;
  readonly graph: TestGraph;
  readonly url: string;
  /** Posts a body, or asks where none is given; as an administrator, of a source that nobody registered, unless told. */
  call(
    path: string,
    body?: string | Buffer | Readable,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ImportAnswer>;
  close(): Promise<void>;
}

/** Opens it over a database of that name. */
export async function openImports(name: string): Promise<Imports> {
  const database = await testDatabase(name);
  const graph = await openTestGraph(database);
  const { server, url } = await serveWrites(graph, SOURCES, {
    busySeconds: () => 0,
    isBusy: () => false,
  });
  return {
    database,
    graph,
    url,
    call: async (path, body, headers = { "x-source": "plain" }) => {
      const sent = body === undefined ? {} : { method: "POST", body, duplex: "half" };
      const response = await fetch(new URL(path, url), {
        ...sent,
        headers: { authorization: "Bearer demo-admin", ...headers },
      } as RequestInit);
      return { status: response.status, ...((await response.json()) as object) };
    },
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      await graph.stop();
      await dropAndClose(database);
    },
  };
}
