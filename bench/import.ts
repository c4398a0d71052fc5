import { Readable } from "node:stream";
import { request } from "undici";
import type { Started } from "../test/support/start-process.ts";
import { report } from "./figure.ts";
import { watchMemory } from "./memory.ts";

/**
 * Sends a table of so many megabytes, made as it goes, to `/v1/import`, and measures the most memory that the product
 * took meanwhile. Nearly all rows are of people that were there before: what is measured is the stream, not growth.
 */
export async function measureImport(product: Started, megabytes: number): Promise<void> {
  const memory = watchMemory(product.pid);
  const began = performance.now();
  const { body } = await request(new URL("/v1/import?name=bench.csv", product.url), {
    method: "POST",
    headers: { authorization: "Bearer demo-admin", "x-source": "warehouse" },
    body: Readable.from(rows(megabytes * 1024 * 1024)),
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const answer = (await body.json()) as {
    readonly import: { readonly records: number; readonly outcomes: object };
  };
  const most = memory.stop();
  const seconds = (performance.now() - began) / 1_000;
  console.error(JSON.stringify(answer.import.outcomes));
  report("import.megabytes", megabytes, "MB");
  report("import.records", answer.import.records / seconds, "records/s");
  report("import.memory before", memory.before, "MB");
  report("import.memory most", most, "MB");
  report("import.memory grown", most - memory.before, "MB");
}

const PEOPLE = 2_000;

function* rows(bytes: number): Generator<string> {
  yield "crm_id,email,first_name,note,updated_at\n";
  let size = 0;
  for (let i = 0; size < bytes;) {
    let chunk = "";
    for (let n = 0; n < 100; n += 1, i += 1) {
      const person = String(i % PEOPLE);
      const at = new Date(1_760_000_000_000 + i * 1_000).toISOString();
      chunk += `C-${person},p${person}@mail.de,Name ${person},"${"lorem ipsum, dolor ".repeat(50)}${String(i)}",${at}\n`;
    }
    size += chunk.length;
    yield chunk;
  }
}
