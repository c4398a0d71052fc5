import { Agent, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { closeServer, createHttpServer } from "../../app/http-server.ts";
import { respond } from "../../platform/respond.ts";
import { silent } from "../../platform/log.ts";

describe("closeServer", () => {
  it("ends connections that are kept alive, however busy they are", async () => {
    const server = createHttpServer(
      [
        async (_, response) => {
          await sleep(5);
          respond(response, 200, "{}");
          return true;
        },
      ],
      silent,
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (): Promise<boolean> =>
      new Promise((resolve) => {
        request({ port, host: "127.0.0.1", agent }, (answer) => {
          answer.resume().once("end", () => {
            resolve(true);
          });
        })
          .once("error", () => {
            resolve(false);
          })
          .end();
      });
    let answered = 0;
    const busy = (async () => {
      while (await ask()) answered += 1;
    })();
    await sleep(100);
    const before = answered;
    await closeServer(server);
    await busy;
    expect(before).toBeGreaterThan(3);
    expect(answered - before).toBeLessThan(4);
    agent.destroy();
  }, 10_000);
});
