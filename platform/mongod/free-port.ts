import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

/** A loopback port that nobody listens on: `wanted` where that is free. */
export async function freePort(wanted?: number): Promise<number> {
  for (const candidate of [...(wanted === undefined ? [] : [wanted]), 0])
    try {
      const server = createServer();
      server.listen(candidate, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      server.close();
      await once(server, "close");
      return port;
    } catch {
      // Taken: any other.
    }
  throw new Error("no port is free");
}
