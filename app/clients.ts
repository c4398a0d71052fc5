import { hash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import type { Caller } from "../platform/caller.ts";
import { AppError, badInput } from "../platform/errors.ts";
import type { GatewayCaller } from "../gateway/index.ts";
import { clientSchema, type Client } from "./client.ts";
import { demoClients } from "./demo-clients.ts";
import { readJson, type Policy } from "./policy.ts";

const fileSchema = z.strictObject({ clients: z.array(clientSchema).min(1) });

/** The clients of a deployment; throws `BAD_USER_INPUT` naming every fault. Without a path: the demo clients. */
export function loadClients(path: string | undefined, policy: Policy): readonly Client[] {
  if (path === undefined) return demoClients(policy);
  const parsed = fileSchema.safeParse(readJson(path, "CLIENTS_FILE"));
  const faults = parsed.success
    ? parsed.data.clients.flatMap((client) => purposeFaults(client, policy))
    : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  if (!parsed.success || faults.length > 0)
    throw new AppError(
      "BAD_USER_INPUT",
      faults.map((fault) => `CLIENTS_FILE: ${fault}`).join("\n"),
    );
  return parsed.data.clients;
}

function purposeFaults({ name, purposes, defaultPurpose }: Client, policy: Policy): string[] {
  const known = new Set(policy.purposes.map((purpose) => purpose.id));
  return [
    ...purposes.filter((id) => !known.has(id)).map((id) => `${name}: purpose ${id} is not defined`),
    ...(defaultPurpose === null || purposes.includes(defaultPurpose)
      ? []
      : [`${name}: defaultPurpose must be one of its purposes`]),
  ];
}

/** Finds out who calls, from the headers of a request. */
export type Recognise = (
  headers: IncomingHttpHeaders,
) => GatewayCaller & { readonly claims: Caller };

/** Makes the one way by which every entry tells its callers. */
export function createRecognise(clients: readonly Client[]): Recognise {
  const byHash = new Map(clients.map((client) => [client.tokenSha256, withScopes(client)]));
  return (headers) => {
    const token = credential(headers.authorization);
    const known = token === null ? undefined : byHash.get(hash("sha256", token));
    if (known === undefined)
      throw new AppError(
        "UNAUTHENTICATED",
        token === null
          ? "authorization: is missing; send a bearer token, or basic with the write key as user name."
          : "authorization: this credential is not known.",
        { field: "authorization" },
      );
    const { client, scopes } = known;
    return {
      client: client.name,
      documents: client.documents,
      claims: {
        client: client.name,
        scopes,
        purpose: purposeOf(headers["x-purpose"], client),
        source: sourceOf(headers["x-source"], client),
      },
    };
  };
}

function withScopes(client: Client): { client: Client; scopes: ReadonlySet<string> } {
  return { client, scopes: new Set(client.scopes) };
}

/** The credential of a header: a bearer token, or the user name of basic; null where there is none. */
export function credential(authorization: string | undefined): string | null {
  const [scheme, value] = (authorization ?? "").split(/ +/, 2);
  if (value === undefined || value === "") return null;
  if (scheme?.toLowerCase() === "bearer") return value;
  if (scheme?.toLowerCase() !== "basic") return null;
  const user = Buffer.from(value, "base64").toString().split(":", 1)[0];
  return user === undefined || user === "" ? null : user;
}

function purposeOf(header: string | string[] | undefined, client: Client): string | null {
  if (header === undefined) return client.defaultPurpose;
  if (typeof header !== "string")
    throw badInput("x-purpose", "is there twice; a read has one purpose");
  if (client.purposes.includes(header)) return header;
  throw new AppError("FORBIDDEN", "x-purpose: this client may not read for that purpose.", {
    field: "x-purpose",
  });
}

function sourceOf(header: string | string[] | undefined, client: Client): string {
  if (header === undefined || header === client.source) return client.source;
  if (!client.mayNameSource)
    throw new AppError("FORBIDDEN", "x-source: the source is the credential's.", {
      field: "x-source",
    });
  const parsed = clientSchema.shape.source.safeParse(header);
  if (!parsed.success) throw badInput("x-source", "must be 1 to 64 of a–z, 0–9, _ and -");
  return parsed.data;
}
