import { rmSync } from "node:fs";

/** Ends what the setup started. */
export default async function teardown(): Promise<void> {
  const { started } = globalThis;
  if (started === undefined) return;
  started.redis?.kill("SIGTERM");
  await started.mongod?.stop();
  rmSync(started.folder, { recursive: true, force: true });
}
