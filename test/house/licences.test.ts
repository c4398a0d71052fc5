import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";

interface Lockfile {
  readonly packages: Readonly<
    Record<string, { readonly dev?: boolean; readonly license?: string }>
  >;
}

const root = new URL("../../", import.meta.url);
const { packages } = JSON.parse(
  readFileSync(new URL("package-lock.json", root), "utf8"),
) as Lockfile;

function licenceOf(path: string): string {
  const listed = packages[path]?.license;
  if (listed !== undefined) return listed;
  const manifest = JSON.parse(readFileSync(new URL(`${path}/package.json`, root), "utf8")) as {
    license?: string | { type?: string };
  };
  return typeof manifest.license === "string" ? manifest.license : (manifest.license?.type ?? "");
}

// What @apollo/subgraph itself brings; the gateway of ours needs none of it.
const EXCEPTED = new Set([
  "node_modules/@apollo/subgraph",
  "node_modules/@apollo/federation-internals",
  "node_modules/@apollo/cache-control-types",
]);

describe("the shipped packages", () => {
  const shipped = Object.keys(packages).filter(
    (path) => path !== "" && packages[path]?.dev !== true,
  );

  it("are read from the lockfile", () => {
    expect(shipped.length).toBeGreaterThan(50);
    expect(shipped).toContain("node_modules/@apollo/server");
  });

  it("are not under the Elastic licence, but for what @apollo/subgraph brings", () => {
    const elastic = shipped.filter((path) => /elastic/i.test(licenceOf(path)));
    expect(elastic.filter((path) => !EXCEPTED.has(path))).toEqual([]);
  });

  it("all have a licence that names itself", () => {
    expect(shipped.filter((path) => licenceOf(path) === "")).toEqual([]);
  });
});
