import { fileURLToPath } from "node:url";

/** Where registered documents are, unless `DOCUMENTS_DIR` says otherwise. */
export const DOCUMENTS_DIR = fileURLToPath(new URL("../examples/documents", import.meta.url));
