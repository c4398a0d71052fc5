export type { Authenticate, GatewayCaller } from "./caller.ts";
export {
  loadDocuments,
  readDocuments,
  type DocumentManifest,
  type FindDocument,
  type RegisteredDocument,
} from "./documents.ts";
export {
  createFederatedGateway,
  type FederatedGateway,
  type FederatedGatewayOptions,
  type GatewayOperation,
} from "./federated-gateway.ts";
export type { SubgraphName } from "./federation/supergraph.ts";
export { DEFAULT_LIMITS, type OperationLimits } from "./limits.ts";
export { createPage, type PageHandler, type PageOptions, type PageTab } from "./page/page.ts";
export {
  createGatewayServer,
  requestOfContext,
  type GatewayServer,
  type GatewayServerOptions,
} from "./server.ts";
export { overHttp, type HttpTransportOptions } from "./transport/http.ts";
export { inProcess, type InProcessOptions } from "./transport/in-process.ts";
export type { GatewayRequest, Transport } from "./transport/transport.ts";
