import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";

const ROOT = new URL("../../", import.meta.url);
const ROOMS = ["docs/", "examples/", "gateway/", "pipeline/", "platform/", "subgraphs/", "test/"];

const pages = ["", ...ROOMS].flatMap((room) =>
  readdirSync(new URL(room, ROOT), { recursive: room !== "" })
    .map(String)
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${room}${name}`),
);

/** The anchors of a page, as GitHub makes them of its headings. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(/\s/g, "-"),
    ),
  );
}

it("links of the documentation lead where something is", () => {
  const links = pages.flatMap((page) =>
    [...readFileSync(new URL(page, ROOT), "utf8").matchAll(/\]\(([^)\s]+)\)/g)].flatMap(
      ([, to = ""]) => (/^[a-z]+:/.test(to) ? [] : { page, to }),
    ),
  );
  const broken = links.filter(({ page, to }) => {
    const url = new URL(to, new URL(page, ROOT));
    const anchor = url.hash.slice(1);
    url.hash = "";
    if (!existsSync(url)) return true;
    return anchor !== "" && !anchorsOf(readFileSync(url, "utf8")).has(anchor);
  });
  expect(broken).toEqual([]);
  expect(links.length).toBeGreaterThan(50);
});
