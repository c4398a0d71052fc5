import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { ApolloServer, HeaderMap, type ApolloServerOptions } from "@apollo/server";

/** Serves an Apollo Server on plain node:http, the same way for every candidate; prints its URL when it is ready. */
export async function serveApollo<Context extends object>(
  options: ApolloServerOptions<Context>,
  contextOf: (headers: IncomingHttpHeaders) => Context,
): Promise<void> {
  const apollo = new ApolloServer<Context>({ ...options, introspection: false });
  await apollo.start();
  const server = createServer((request, response) => {
    void (async () => {
      const headers = new HeaderMap();
      headers.set("content-type", "application/json");
      const result = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: "POST",
          headers,
          search: "",
          body: JSON.parse(await readText(request)) as unknown,
        },
        context: () => Promise.resolve(contextOf(request.headers)),
      });
      const text = result.body.kind === "complete" ? result.body.string : "";
      response.writeHead(result.status ?? 200, { "content-type": "application/json" });
      response.end(text);
    })();
  });
  server.listen(0, "127.0.0.1", () => {
    console.log(`ready http://127.0.0.1:${String((server.address() as AddressInfo).port)}/graphql`);
  });
}

/** The text of a request's body. */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
