import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createRecognise } from "../../app/clients.ts";
import { demoClients } from "../../app/demo-clients.ts";
import { createHttpServer } from "../../app/http-server.ts";
import { loadPolicy } from "../../app/policy.ts";
import { createSenders } from "../../app/senders.ts";
import { createWriteHandlers, type Sources } from "../../pipeline/index.ts";
import { silent } from "../../platform/log.ts";
import type { TestGraph } from "./graph.ts";

type Handed = Parameters<typeof createWriteHandlers>[0];

/** The write API over a graph, on a port of its own. */
export interface WriteServer {
  readonly server: Server;
  readonly url: string;
  /** Posts a body to a path of it. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<WriteAnswer>;
}

/** What it answers to those who send. */
export interface WriteAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly accepted?: number;
    readonly duplicate?: number;
    readonly quarantined?: number;
    readonly rejected?: number;
    readonly error?: { readonly code: string; readonly message: string };
    readonly results?: readonly {
      readonly outcome: string;
      readonly error: { code: string } | null;
    }[];
  };
}

/** Serves the write API for the demo's clients and some sources; `handed` says how busy it is, and what else differs. */
export async function serveWrites(
  { pipeline, events }: TestGraph,
  sources: Sources,
  handed: Pick<Handed, "busySeconds" | "isBusy"> & Partial<Handed>,
): Promise<WriteServer> {
  const recognise = createRecognise(demoClients(loadPolicy(undefined)));
  const { handlers } = createWriteHandlers({
    sources,
    accept: pipeline.accept,
    authenticate: createSenders(recognise, sources),
    imports: events.imports,
    publicUrl: null,
    clock: () => new Date(),
    log: silent,
    ...handed,
  });
  const server = createHttpServer(handlers, silent);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    server,
    url,
    post: async (path, body, headers = {}) => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const response = await fetch(new URL(path, url), { method: "POST", body: text, headers });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as WriteAnswer["body"],
      };
    },
  };
}
