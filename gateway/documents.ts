import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getOperationAST, parse, validate, type DocumentNode } from "graphql";
import { z } from "zod";
import { AppError } from "../platform/errors.ts";
import type { FederatedGateway } from "./federated-gateway.ts";

/** A document that was registered for a client. */
export interface RegisteredDocument {
  /** `sha256:` and the lower-case hex SHA-256 of the text. */
  readonly id: string;
  /** The name of its one operation. */
  readonly name: string;
  /** The file, within the client's folder. */
  readonly file: string;
  readonly text: string;
}

/** What `manifest.json` of a client's folder says. */
export interface DocumentManifest {
  readonly documents: readonly Omit<RegisteredDocument, "text">[];
}

/** Finds a client's document by its id. */
export type FindDocument = (client: string, id: string) => RegisteredDocument | null;

const manifestSchema = z.strictObject({
  documents: z.array(z.strictObject({ id: z.string(), name: z.string(), file: z.string() })),
});

/** The documents of a client's folder, by file name; throws `BAD_USER_INPUT` for one that is not one named operation. */
export function readDocuments(folder: string): RegisteredDocument[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".graphql"));
  return files.sort().map((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const name = getOperationAST(parseDocument(text, file))?.name?.value;
    if (name === undefined) throw fault(file, "must hold exactly one operation, and name it");
    const id = `sha256:${createHash("sha256").update(text).digest("hex")}`;
    return { id, name, file, text };
  });
}

/**
 * Loads what is registered: a folder a client, each with its manifest. Everything is validated and planned now: a
 * document that does not fit the graph, or its manifest, stops the start. Throws `BAD_USER_INPUT` naming all faults.
 */
export function loadDocuments(folder: string, gateway: FederatedGateway): FindDocument {
  const faults: string[] = [];
  const clients = new Map<string, ReadonlyMap<string, RegisteredDocument>>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const client = entry.name;
    const documents = readDocuments(join(folder, client));
    faults.push(...manifestFaults(join(folder, client), documents).map((f) => `${client}: ${f}`));
    for (const { text, file } of documents)
      faults.push(...prepare(text, gateway).map((problem) => `${client}/${file}: ${problem}`));
    clients.set(client, new Map(documents.map((document) => [document.id, document])));
  }
  if (faults.length > 0)
    throw new AppError("BAD_USER_INPUT", faults.map((f) => `DOCUMENTS_DIR: ${f}`).join("\n"));
  return (client, id) => clients.get(client)?.get(id) ?? null;
}

function manifestFaults(folder: string, documents: readonly RegisteredDocument[]): string[] {
  let manifest: DocumentManifest;
  try {
    manifest = manifestSchema.parse(
      JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as unknown,
    );
  } catch {
    return ["manifest.json is missing or no manifest; run `npm run documents`"];
  }
  const listed = JSON.stringify(manifest.documents.map(({ id, name, file }) => [id, name, file]));
  const there = JSON.stringify(documents.map(({ id, name, file }) => [id, name, file]));
  return listed === there ? [] : ["manifest.json is out of date; run `npm run documents`"];
}

function prepare(text: string, gateway: FederatedGateway): string[] {
  const document = parse(text);
  const errors = validate(gateway.schema, document);
  if (errors.length > 0) return errors.map(({ message }) => message);
  gateway.prepare(document, getOperationAST(document)?.name?.value);
  return [];
}

function parseDocument(text: string, file: string): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    throw fault(file, error instanceof Error ? error.message : "is not GraphQL");
  }
}

function fault(file: string, problem: string): AppError {
  return new AppError("BAD_USER_INPUT", `DOCUMENTS_DIR: ${file}: ${problem}.`);
}
