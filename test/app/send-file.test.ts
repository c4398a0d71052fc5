import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { sendFile } from "../../app/send-file.ts";
import type { ImportDescription } from "../../pipeline/index.ts";

const folder = mkdtempSync(join(tmpdir(), "send-file-"));
const path = join(folder, "a.csv");
writeFileSync(path, "crm_id\nC-1\n");
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A product that breaks off the first requests to import; what it was asked. */
async function sent(again: boolean, broken: number): Promise<(string | null)[]> {
  let state = { state: "done", startedAt: "2026-05-01T00:00:00.000Z", records: 9, bytes: 99 };
  const asked: (string | null)[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    if (request.method === "POST") {
      asked.push(url.searchParams.get("again"));
      if (asked.length <= broken) {
        request.socket.destroy();
        return;
      }
      if (url.searchParams.has("again"))
        state = { ...state, startedAt: "2026-06-01T00:00:00.000Z", records: 1 };
    }
    request.resume().on("end", () => response.end(JSON.stringify({ import: state })));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const file = { path, name: "a.csv", id: "a", canGoOn: true, watermark: null, again };
  const shown: ImportDescription[] = [];
  try {
    const done = await sendFile(file, { url, token: "t", source: "crm" }, (at) => shown.push(at));
    expect(done).toMatchObject(state);
    if (again) expect(shown.map(({ records }) => records)).not.toContain(9);
    return asked;
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

describe("sending a file once more", () => {
  it("asks for it until it is begun, though the first requests did not arrive", async () => {
    expect(await sent(true, 2)).toEqual(["true", "true", "true"]);
  });

  it("is not asked for where nobody wants it", async () => {
    expect(await sent(false, 1)).toEqual([null, null]);
  });
});
