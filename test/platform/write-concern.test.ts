import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { connect } from "../../platform/mongo.ts";
import { provideMongod, startMongod } from "../../platform/mongod/index.ts";

it("lets progress wait for a majority as soon as there is a server that could take over", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "customer-graph-members-"));
  const { path: binary } = await provideMongod(process.env, () => undefined);
  const { uri, stop } = await startMongod({ binary, dataDir });
  try {
    const alone = await connect(uri, "members");
    expect(alone.db.writeConcern?.w).toBe(1);
    const admin = alone.client.db("admin");
    const { config } = (await admin.command({ replSetGetConfig: 1 })) as {
      readonly config: { readonly version: number; readonly members: readonly object[] };
    };
    // It is not there, and has no vote: the first one stays what it is.
    const second = { _id: 1, host: "127.0.0.1:1", priority: 0, votes: 0 };
    const members = [...config.members, second];
    await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members } });
    const among = await connect(uri, "members");
    expect(among.db.writeConcern).toMatchObject({ w: "majority" });
    await Promise.all([alone.close(), among.close()]);
  } finally {
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 60_000);
