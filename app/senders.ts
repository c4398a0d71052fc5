import type { Authenticate, Sources } from "../pipeline/index.ts";
import { AppError } from "../platform/errors.ts";
import { credential, type Recognise } from "./clients.ts";

/**
 * Makes the one way by which the write API tells its senders: a registered source by its write key, which allows
 * sending events as that source and nothing else, or a client. A write key stands in every page that uses it; what
 * holds others' pages off are the origins that its source admits.
 */
export function createSenders(
  recognise: Recognise,
  sources: Pick<Sources, "byWriteKey" | "admits">,
): Authenticate {
  return (headers, writeKey) => {
    const key = credential(headers.authorization) ?? writeKey;
    const source = key === null ? null : sources.byWriteKey(key);
    if (source === null) return recognise(headers).claims;
    const { name } = source;
    const { origin } = headers;
    if (origin !== undefined && !sources.admits(origin, name))
      throw new AppError(
        "FORBIDDEN",
        `origin: pages of this origin may not send for ${name}; add it to the source's origins.`,
        { field: "origin" },
      );
    const named = headers["x-source"];
    if (named !== undefined && named !== name)
      throw new AppError("FORBIDDEN", "x-source: the source is the write key's.", {
        field: "x-source",
      });
    const client = `source:${name}`;
    return { client, scopes: ONLY_SENDING, purpose: null, source: name, isByWriteKey: true };
  };
}

const ONLY_SENDING: ReadonlySet<string> = new Set(["events:write"]);
