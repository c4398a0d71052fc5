import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "./config.ts";

/** The deployment's secret: the configured one, else one made at the first start and kept with the data. */
export function loadSecret({ SECRET, DATA_DIR }: Config): string {
  if (SECRET !== undefined) return SECRET;
  const file = join(DATA_DIR, "secret");
  mkdirSync(DATA_DIR, { recursive: true });
  try {
    // Fails where it is there, so that two processes that start together agree on one.
    writeFileSync(file, randomBytes(32).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(file, "utf8").trim();
}
