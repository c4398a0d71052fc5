import { print, type DocumentNode } from "graphql";
import { createLru } from "../../platform/lru.ts";

/** Finds an operation that was compiled before. */
export type OperationCache<Compiled> = (
  document: DocumentNode,
  operationName: string | undefined,
) => Compiled;

/**
 * Caches compiled operations twice: by document, which hits while the server keeps parsed documents, and by text, which
 * hits when it does not. A document that can't be compiled is not kept.
 */
export function createOperationCache<Compiled extends object>(
  compile: (document: DocumentNode, operationName: string | undefined) => Compiled,
  size: number,
): OperationCache<Compiled> {
  const byDocument = new WeakMap<DocumentNode, Map<string, Compiled>>();
  const byText = createLru<string, Compiled>(size);
  return (document, operationName) => {
    const name = operationName ?? "";
    const known = byDocument.get(document)?.get(name);
    if (known !== undefined) return known;
    // Printed, not taken from its source: a server may have changed the document since it was parsed.
    const text = `${name}\n${print(document)}`;
    const compiled = byText.get(text) ?? compile(document, operationName);
    byText.set(text, compiled);
    const names = byDocument.get(document) ?? new Map<string, Compiled>();
    byDocument.set(document, names.set(name, compiled));
    return compiled;
  };
}
