import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { putOff } from "../../pipeline/put-off.ts";

describe("work that is put off", () => {
  it("is done once for all that came meanwhile, and again for what comes later", async () => {
    let done = 0;
    const work = putOff(() => Promise.resolve(void (done += 1)), 20);
    for (let i = 0; i < 5; i += 1) work.soon();
    expect(done).toBe(0);
    await sleep(60);
    expect(done).toBe(1);
    work.soon();
    await work.now();
    expect(done).toBe(2);
    // What was done at once is not done once more when its time has come.
    await sleep(60);
    expect(done).toBe(2);
  });

  it("is done behind what is being done", async () => {
    const steps: string[] = [];
    const work = putOff(async () => {
      steps.push("begin");
      await sleep(10);
      steps.push("end");
    }, 1);
    await Promise.all([work.now(), work.now()]);
    expect(steps).toEqual(["begin", "end", "begin", "end"]);
  });
});
