import { createHash } from "node:crypto";
import type { Client } from "./client.ts";
import type { Policy } from "./policy.ts";

/** The demo credentials, as bearer tokens: they exist on a loopback address outside production only. */
export const DEMO_TOKENS = [
  "demo-admin",
  "demo-internal",
  "demo-frontend",
  "demo-partner",
] as const;

/** The demo clients: one of each kind of caller. */
export function demoClients({ purposes, labelNames }: Policy): readonly Client[] {
  const all = purposes.map((purpose) => purpose.id);
  const prefer = (wanted: string): string | null =>
    all.includes(wanted) ? wanted : (all[0] ?? null);
  const labels = labelNames.map((label) => `label:${label}`);
  const read = ["customers:read", "customers:resolve", "segments:read"];
  const client = (
    name: (typeof DEMO_TOKENS)[number],
    rest: Pick<Client, "scopes" | "source"> & Partial<Client>,
    purpose: string,
  ): Client => ({
    name,
    tokenSha256: createHash("sha256").update(name).digest("hex"),
    documents: "free",
    purposes: all,
    defaultPurpose: prefer(purpose),
    mayNameSource: false,
    ...rest,
  });
  const partnerPurpose = prefer("marketing");
  return [
    client(
      "demo-admin",
      {
        source: "admin",
        mayNameSource: true,
        scopes: [
          ...read,
          ...labels,
          "events:write",
          "consent:write",
          "segments:write",
          "identity:write",
          "operations:read",
          "quarantine:write",
          "quarantine:read-original",
        ],
      },
      "service",
    ),
    client(
      "demo-internal",
      { source: "internal", scopes: [...read, ...labels, "events:write", "consent:write"] },
      "service",
    ),
    client(
      "demo-frontend",
      { source: "web", scopes: [...read, "events:write", "consent:write"] },
      "personalisation",
    ),
    client(
      "demo-partner",
      {
        source: "partner",
        documents: "registered",
        scopes: [...read, "label:contact"],
        purposes: partnerPurpose === null ? [] : [partnerPurpose],
      },
      "marketing",
    ),
  ];
}
