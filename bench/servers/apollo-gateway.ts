import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  ApolloGateway,
  RemoteGraphQLDataSource,
  type GraphQLDataSourceProcessOptions,
} from "@apollo/gateway";
import { createRecognise, loadClients } from "../../app/clients.ts";
import { loadPolicy } from "../../app/policy.ts";
import { loadSecret } from "../../app/secret.ts";
import { loadConfig } from "../../app/config.ts";
import { CALLER_HEADER, signCaller, type Caller } from "../../platform/caller.ts";
import { createKeys } from "../../platform/keys.ts";
import { serveApollo } from "./serve-apollo.ts";

/** The stock JavaScript gateway over the same subgraphs, each in a process of its own, with the same credentials. */
const config = loadConfig(process.env);
const keys = createKeys(loadSecret(config));
const recognise = createRecognise(loadClients(undefined, loadPolicy(undefined)));

class SignedDataSource extends RemoteGraphQLDataSource {
  override willSendRequest(options: GraphQLDataSourceProcessOptions): void {
    const { request } = options;
    const { caller } = options.context as { caller?: Caller };
    if (caller === undefined || request.http === undefined) return;
    // The signature covers the body that the data source is about to send.
    const { http, ...body_ } = request;
    const body = JSON.stringify(body_);
    const hash = createHash("sha256").update(body).digest("base64url");
    http.headers.set(CALLER_HEADER, signCaller(caller, hash, keys, Date.now()));
  }
}

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(process.env["SUPERGRAPH_FILE"] ?? "", "utf8"),
  buildService: ({ url }) => new SignedDataSource({ url: url ?? "" }),
});
await serveApollo({ gateway }, (headers) => ({ caller: recognise(headers).claims }));
