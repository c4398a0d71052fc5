import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Settings for processes of a test: the run's MongoDB, a database and a data directory of their own, any port. */
export function testSettings(name: string): Record<string, string> {
  const uri = process.env["TEST_MONGODB_URI"];
  if (uri === undefined) throw new Error("the global setup did not run");
  return {
    NODE_ENV: "test",
    MONGODB_URI: uri,
    MONGODB_DATABASE: `${name}_${randomBytes(6).toString("hex")}`,
    DATA_DIR: mkdtempSync(join(tmpdir(), "customer-graph-test-")),
    PORT: "0",
    SAMPLE_FEED: "off",
  };
}
