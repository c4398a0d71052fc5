import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "@jest/globals";
import { createRecognise } from "../../app/clients.ts";
import { demoClients } from "../../app/demo-clients.ts";
import { closeServer, createHttpServer } from "../../app/http-server.ts";
import { createMetricsHandler } from "../../app/metrics-handler.ts";
import { createRequireOperator } from "../../app/operators.ts";
import { loadPolicy } from "../../app/policy.ts";
import { silent } from "../../platform/log.ts";
import { createMetrics } from "../../platform/metrics.ts";

const policy = loadPolicy(undefined);
const clients = ["reader", "operator"].map((name) => ({
  name,
  tokenSha256: createHash("sha256").update(name).digest("hex"),
  documents: "free" as const,
  scopes: name === "operator" ? ["operations:read"] : ["customers:read"],
  purposes: [],
  defaultPurpose: null,
  source: "web",
  mayNameSource: false,
}));

async function statuses(clientsFile: string | undefined): Promise<Record<string, number>> {
  const recognise = createRecognise(clientsFile === undefined ? demoClients(policy) : clients);
  const require = createRequireOperator({ CLIENTS_FILE: clientsFile }, recognise);
  const server = createHttpServer([createMetricsHandler(createMetrics(), require)], silent);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/metrics`;
  const ask = async (authorization: string | null): Promise<number> => {
    const headers = authorization === null ? {} : { authorization };
    return (await fetch(url, { headers: { ...headers, connection: "close" } })).status;
  };
  const basic = Buffer.from("operator:").toString("base64");
  const found = {
    nobody: await ask(null),
    stranger: await ask("Bearer who"),
    reader: await ask(`Bearer ${clientsFile === undefined ? "demo-internal" : "reader"}`),
    operator: await ask(clientsFile === undefined ? "Bearer demo-admin" : `Basic ${basic}`),
    posted: (await fetch(url, { method: "POST", headers: { connection: "close" } })).status,
  };
  await closeServer(server);
  return found;
}

describe("/metrics", () => {
  it("answers operators only, wherever there are clients of one's own", async () => {
    expect(await statuses("clients.json")).toEqual({
      nobody: 401,
      stranger: 401,
      reader: 403,
      operator: 200,
      posted: 404,
    });
  });

  it("is open where only demo credentials exist, and still refuses a wrong one", async () => {
    expect(await statuses(undefined)).toEqual({
      nobody: 200,
      stranger: 401,
      reader: 403,
      operator: 200,
      posted: 404,
    });
  });
});
