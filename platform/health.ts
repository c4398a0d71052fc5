import type { IncomingMessage, ServerResponse } from "node:http";
import { respond } from "./respond.ts";

/** Whether this process can do its work now; throws where it can't, with what is missing in the message. */
export type Ready = () => Promise<void>;

/** Answers `/health/live` and `/health/ready`; false where the request is for somebody else. */
export type HealthHandler = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<boolean>;

/** Health of a process: alive while it answers, ready while `ready` resolves. What is missing is for the log. */
export function createHealth(ready: Ready, onNotReady: (error: unknown) => void): HealthHandler {
  return async (request, response) => {
    if (request.url === "/health/live") {
      respond(response, 200, JSON.stringify({ status: "ok" }));
      return true;
    }
    if (request.url !== "/health/ready") return false;
    try {
      await ready();
      respond(response, 200, JSON.stringify({ status: "ok" }));
    } catch (error) {
      onNotReady(error);
      respond(response, 503, JSON.stringify({ status: "not ready" }));
    }
    return true;
  };
}
