import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import {
  createFederatedGateway,
  createGatewayServer,
  overHttp,
  requestOfContext,
  type FederatedGateway,
} from "../gateway/index.ts";
import { AppError } from "../platform/errors.ts";
import { createHealth } from "../platform/health.ts";
import { createLog } from "../platform/log.ts";
import { fail } from "./fail.ts";
import { closeServer, createHttpServer } from "./http-server.ts";
import { listen, untilStopped } from "./serve.ts";

const USAGE = `npm run gateway -- --supergraph FILE --port N [--host 127.0.0.1] [--timeout 10000] [--forward authorization,x-request-id]`;

/** A plain federation gateway: any Federation 2 supergraph, whose subgraphs answer at the URLs in it. */
async function main(): Promise<void> {
  const { supergraph, port, host, timeout, forward } = readArguments();
  const log = createLog("gateway", "warn");
  const gateway = openGateway(readSupergraph(supergraph), timeout, forward);
  const graphql = await createGatewayServer({
    gateway,
    // Who may ask what is the subgraphs' business here: they get the headers that are named.
    authenticate: () => ({ client: "anybody", documents: "free", claims: null }),
    timeoutMs: timeout,
    onFault: (error) => {
      log.error({ err: error }, "a request failed");
    },
  });
  let stopping = false;
  const health = createHealth(
    () => (stopping ? Promise.reject(new Error("stopping")) : Promise.resolve()),
    () => undefined,
  );
  const server = createHttpServer([health, graphql.handle], log);
  const url = await listen(server, { HOST: host, PORT: port });
  console.log(`gateway ready at ${url}/graphql`);
  await untilStopped(async () => {
    stopping = true;
    graphql.endStreams();
    await closeServer(server);
    await graphql.stop();
  });
}

function openGateway(
  supergraph: string,
  timeoutMs: number,
  forwardHeaders: readonly string[],
): FederatedGateway {
  try {
    return createFederatedGateway({
      supergraph,
      requestOf: requestOfContext,
      transport: ({ name, url }) => {
        if (url === undefined) throw new Error(`the subgraph ${name} has no URL in it`);
        return overHttp({ name, url, timeoutMs, forwardHeaders });
      },
    });
  } catch (error) {
    const problem = error instanceof Error ? error.message : "it cannot be read";
    throw new AppError("BAD_USER_INPUT", `--supergraph: no supergraph of Federation 2: ${problem}`);
  }
}

const argumentsSchema = z.object({
  supergraph: z.string("is required: the file of a composed supergraph").min(1),
  port: z.coerce.number().int().min(0).max(65_535).default(4000),
  host: z.string().min(1).default("127.0.0.1"),
  timeout: z.coerce.number().int().min(1).max(600_000).default(10_000),
  forward: z
    .string()
    .default("authorization")
    .transform((names) => names.toLowerCase().split(",").filter(Boolean)),
});

function readArguments(): z.infer<typeof argumentsSchema> {
  const option = { type: "string" } as const;
  const { values } = parseArgs({
    options: { supergraph: option, port: option, host: option, timeout: option, forward: option },
  });
  const parsed = argumentsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`);
  throw new AppError("BAD_USER_INPUT", `${faults.join("\n")}\nUsage: ${USAGE}`);
}

function readSupergraph(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new AppError("BAD_USER_INPUT", `--supergraph: the file ${file} cannot be read.`);
  }
}

main().catch(fail);
