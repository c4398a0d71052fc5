import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { execute, parse } from "graphql";
import type { Fixture, TestContext } from "./fixture.ts";

/** Subgraphs of a fixture behind HTTP. */
export interface SubgraphServers {
  readonly urls: ReadonlyMap<string, string>;
  /** Requests received, by subgraph. */
  readonly received: IncomingMessage[];
  close(): Promise<void>;
}

/** Serves every subgraph on a port of its own; `context` stands for what a caller's headers would say. */
export async function serveSubgraphs(
  fixture: Fixture,
  context: () => TestContext = () => ({}),
): Promise<SubgraphServers> {
  const servers: Server[] = [];
  const received: IncomingMessage[] = [];
  const urls = new Map<string, string>();
  for (const [name, schema] of fixture.schemas) {
    const server = createServer((request, response) => {
      received.push(request);
      const answer = async (): Promise<void> => {
        const chunks: Buffer[] = [];
        for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
        const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
          readonly query: string;
          readonly variables: Record<string, unknown>;
        };
        const document = parse(query);
        const result = await execute({
          schema,
          document,
          variableValues: variables,
          contextValue: context(),
        });
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(result));
      };
      answer().catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    servers.push(server);
    urls.set(name, `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/graphql`);
  }
  return {
    urls,
    received,
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
