import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AppError } from "../platform/errors.ts";
import type { Config } from "./config.ts";

/** Listens where the configuration says; the URL comes back. Throws `CONFLICT` where the port is taken. */
export async function listen(
  server: Server,
  { HOST, PORT }: Pick<Config, "HOST" | "PORT">,
): Promise<string> {
  // A file may take hours to come in: how long a body may take is for whoever reads it to say.
  server.requestTimeout = 0;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new AppError("CONFLICT", `PORT: ${String(PORT)} is taken; set another one.`)
          : error,
      );
    });
    server.listen(PORT, HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return `http://${HOST.includes(":") ? `[${HOST}]` : HOST}:${String(port)}`;
}

const GRACE_MS = 9_000;

/** Runs until SIGTERM or SIGINT, then `stop`; a second signal, or 9 seconds, end it at once. */
export function untilStopped(stop: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false;
    const end = (): void => {
      if (stopping) process.exit(1);
      stopping = true;
      setTimeout(() => process.exit(1), GRACE_MS).unref();
      stop().then(
        () => {
          resolve();
          process.exit(0);
        },
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    };
    process.on("SIGTERM", end);
    process.on("SIGINT", end);
  });
}
