/** What a registration may write: `*`, or scheme, host (which may begin with `*.`) and port (which may be `*`). */
export const ORIGIN_PATTERN =
  /^(?:\*|https?:\/\/(?:\*\.)?(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::(?:\d{1,5}|\*))?)$/;

/** Whether an `Origin` header (RFC 6454) is one that a pattern names. */
export function isOrigin(origin: string, pattern: string): boolean {
  if (pattern === "*" || pattern === origin) return true;
  const given = URL.parse(origin);
  const wanted = /^(https?:)\/\/(\*\.)?(.+?)(?::(\d+|\*))?$/.exec(pattern);
  if (given === null || wanted === null || given.origin !== origin) return false;
  const [, scheme, below, host = "", port = ""] = wanted;
  if (given.protocol !== scheme) return false;
  if (port !== "*" && given.port !== port) return false;
  return below === undefined ? given.hostname === host : given.hostname.endsWith(`.${host}`);
}
