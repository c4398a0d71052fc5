import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { AppError } from "../../platform/errors.ts";
import { readJson } from "../../platform/read-json.ts";

const MOST = 1_000;

/** What a request's body came to, and how many listened on for its close when it had ended. */
interface Came {
  readonly value?: unknown;
  readonly error?: unknown;
  readonly listeners: number;
}

describe("a body that is read", () => {
  let server: Server;
  let port: number;
  let told: (came: Came) => void;

  beforeAll(async () => {
    server = createServer((request: IncomingMessage, response) => {
      const before = request.listenerCount("close");
      let listeners = Number.NaN;
      const end = (came: Omit<Came, "listeners">): void => {
        told({ ...came, listeners });
        response.end();
      };
      const read = readJson(request, MOST);
      // Every request is closed behind its end: who listens on would take that for a sender who broke off.
      request.once("end", () => {
        listeners = request.listenerCount("close") - before;
      });
      read.then(
        (value) => {
          end({ value });
        },
        (error: unknown) => {
          end({ error });
        },
      );
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => {
    server.close();
  });

  const send = (head: string, body: string | Buffer, breaksOff = false) =>
    new Promise<Came>((resolve) => {
      const socket = connect(port, "127.0.0.1");
      told = (came) => {
        resolve(came);
        socket.destroy();
      };
      socket.on("error", () => undefined);
      socket.write(`POST / HTTP/1.1\r\nHost: x\r\n${head}\r\n\r\n`);
      socket.write(body, () => {
        if (breaksOff) socket.destroy();
      });
    });

  it("is its value, and leaves nobody behind who listens for the close of the request", async () => {
    const body = '{"batch":[1]}';
    const plain = await send(`Content-Length: ${String(body.length)}`, body);
    expect(plain).toEqual({ value: { batch: [1] }, listeners: 0 });
    const packed = gzipSync(body);
    const head = `Content-Encoding: gzip\r\nContent-Length: ${String(packed.length)}`;
    expect(await send(head, packed)).toEqual({ value: { batch: [1] }, listeners: 0 });
  });

  it("is refused where it is too large", async () => {
    const { error } = await send(`Content-Length: ${String(MOST + 1)}`, "1".repeat(MOST + 1));
    expect(error).toMatchObject({ code: "PAYLOAD_TOO_LARGE", field: "body" });
  });

  it("is the sender's fault where that breaks off, at whatever place", async () => {
    for (const body of ["", '{"batch":[']) {
      const { error } = await send("Content-Length: 100", body, true);
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({ code: "BAD_USER_INPUT", field: "body" });
    }
  });
});
