import { deepStrictEqual } from "node:assert";
import { mkdtemp, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SUBGRAPHS } from "../app/subgraphs.ts";
import { report } from "./figure.ts";
import { runLoad } from "./load.ts";
import { start, type Started } from "../test/support/start-process.ts";
import { HEADERS, pickSubjects, type Subjects } from "./subjects.ts";

const ROUNDS = 3;
const CONNECTIONS = 16;
const FIRST_PORT = 47_001;

/** Measures the 360 through the product, and through what it is compared with, in turns of a few seconds. */
export async function measureReads(
  environment: Readonly<Record<string, string>>,
  product: Started,
  seconds: number,
): Promise<void> {
  const subjects = await pickSubjects(product.url);
  const started: Started[] = [];
  const begin = async (script: string[], more: Record<string, string> = {}): Promise<Started> => {
    const one = await start(script, { ...environment, ...more });
    started.push(one);
    return one;
  };
  try {
    const urls = Object.fromEntries(
      await Promise.all(
        SUBGRAPHS.map(async ({ name }, i) => {
          const port = { PORT: String(FIRST_PORT + i) };
          const { url } = await begin(["app/start-subgraph.ts", name], port);
          return [name, `${url}/graphql`] as const;
        }),
      ),
    );
    const SUPERGRAPH_FILE = await supergraphWith(urls);
    const candidates = {
      graph: product,
      handwritten: await begin(["bench/servers/handwritten.ts"]),
      monolith: await begin(["bench/servers/monolith.ts"]),
      "apollo-gateway": await begin(["bench/servers/apollo-gateway.ts"], { SUPERGRAPH_FILE }),
      "graph-http": await begin(["app/start-gateway.ts"], {
        PORT: String(FIRST_PORT + 10),
        ...Object.fromEntries(SUBGRAPHS.map(({ name, variable }) => [variable, urls[name] ?? ""])),
      }),
    };
    for (const size of ["one", "fifty"] as const) {
      await requireSameAnswers(candidates, subjects[size]);
      await measure(candidates, subjects, size, seconds);
    }
  } finally {
    await Promise.all(started.map((one) => one.stop()));
  }
}

async function measure(
  candidates: Readonly<Record<string, Started>>,
  subjects: Subjects,
  size: "one" | "fifty",
  seconds: number,
): Promise<void> {
  const name = size === "one" ? "read.360x1" : "read.360x50";
  const rates = new Map<string, number[]>();
  // Turns, so that what the machine does meanwhile hits all alike; the first turn warms up.
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const [candidate, { url }] of Object.entries(candidates)) {
      const { perSecond } = await runLoad({
        url: `${url}/graphql`,
        headers: HEADERS,
        bodies: subjects[size],
        connections: CONNECTIONS,
        seconds: round === 0 ? 2 : seconds,
      });
      if (round > 0) rates.set(candidate, [...(rates.get(candidate) ?? []), perSecond]);
    }
  const rate = (candidate: string): number => median(rates.get(candidate) ?? []);
  for (const candidate of Object.keys(candidates))
    report(`${name}.${candidate}`, rate(candidate), "requests/s");
  for (const candidate of Object.keys(candidates))
    if (candidate !== "graph" && candidate !== "graph-http")
      report(`${name}/${candidate}`, rate("graph") / rate(candidate), "ratio");
  report(`${name}.http/apollo-gateway`, rate("graph-http") / rate("apollo-gateway"), "ratio");
}

/** What is compared must do the same work: every candidate gives the same answer. */
async function requireSameAnswers(
  candidates: Readonly<Record<string, Started>>,
  bodies: readonly string[],
): Promise<void> {
  for (const body of bodies.slice(0, 20)) {
    const answers = await Promise.all(
      Object.values(candidates).map(async ({ url }) => {
        const headers = { "content-type": "application/json", ...HEADERS };
        const response = await fetch(`${url}/graphql`, { method: "POST", headers, body });
        return (await response.json()) as unknown;
      }),
    );
    for (const answer of answers) deepStrictEqual(answer, answers[0]);
  }
}

async function supergraphWith(urls: Readonly<Record<string, string>>): Promise<string> {
  let text = readFileSync(new URL(import.meta.resolve("#schema/supergraph.graphql")), "utf8");
  for (const { name, port } of SUBGRAPHS)
    text = text.replace(`http://127.0.0.1:${port}/graphql`, urls[name] ?? "");
  const file = join(await mkdtemp(join(tmpdir(), "bench-")), "supergraph.graphql");
  await writeFile(file, text);
  return file;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
