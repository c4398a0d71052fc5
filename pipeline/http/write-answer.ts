import type { ServerResponse } from "node:http";
import { AppError, retryAfterHeader } from "../../platform/errors.ts";
import { httpStatus } from "../../platform/http-status.ts";
import type { Log } from "../../platform/log.ts";
import { respond } from "../../platform/respond.ts";
import type { ItemResult } from "../acceptance/item.ts";

/** Answers what became of each item, and the four counts, which add up to the items sent. */
export function answerResults(
  response: ServerResponse,
  status: number,
  results: readonly ItemResult[],
): void {
  const counts = { ACCEPTED: 0, DUPLICATE: 0, QUARANTINED: 0, REJECTED: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  answer(response, status, {
    success: status === 200,
    accepted: counts.ACCEPTED,
    duplicate: counts.DUPLICATE,
    quarantined: counts.QUARANTINED,
    rejected: counts.REJECTED,
    results: results.map((result) => ({ ...result, outcome: result.outcome.toLowerCase() })),
  });
}

/** Answers that a request is refused as a whole: nothing of it was accepted. */
export function answerRefusal(response: ServerResponse, error: unknown, log: Log): void {
  if (!(error instanceof AppError)) log.error({ err: error }, "a write failed");
  const known =
    error instanceof AppError
      ? error
      : new AppError("UNAVAILABLE", "This could not be stored; nothing is lost: send it again.");
  if (known.code === "UNAUTHENTICATED")
    response.setHeader("www-authenticate", 'Basic realm="write key", Bearer');
  for (const [name, value] of Object.entries(retryAfterHeader(known)))
    response.setHeader(name, value);
  const { code, message, field } = known;
  answer(response, httpStatus(code), {
    success: false,
    error: { code, message, ...(field === undefined ? {} : { field }) },
  });
}

/** Answers that an address of the write API does not take the method. */
export function answerMethod(response: ServerResponse, allowed = "POST, OPTIONS"): void {
  response.setHeader("allow", allowed);
  answer(response, 405, {
    success: false,
    error: { code: "METHOD_NOT_ALLOWED", message: `Use ${allowed}.` },
  });
}

/** Answers a call of the write API. */
export function answer(response: ServerResponse, status: number, body: object): void {
  respond(response, status, JSON.stringify(body));
}
