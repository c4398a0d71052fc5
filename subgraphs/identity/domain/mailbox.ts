/** What a provider ignores in the part before the @. */
interface Provider {
  readonly ignoresDots: boolean;
  /** What begins a tag that the address is delivered without. */
  readonly tag: "+";
  /** The domain that its others stand for. */
  readonly domain?: string;
}

const TAGGED: Provider = { ignoresDots: false, tag: "+" };
const GMAIL: Provider = { ignoresDots: true, tag: "+", domain: "gmail.com" };

/**
 * Providers that say so themselves; as of 2025. A company's own domain at the same provider is not here: nobody can
 * tell it by its name.
 *
 * - Gmail: "Dots don't matter in Gmail addresses"; tags and googlemail.com by "Create task-specific email addresses"
 *   and "Use gmail.com or googlemail.com" (Google Help).
 * - Outlook.com: plus addressing (Microsoft Support; Exchange Online, "Plus addressing").
 * - iCloud Mail, Fastmail ("Plus addressing"), Proton ("+ aliases"): their help pages.
 */
const PROVIDERS: ReadonlyMap<string, Provider> = new Map([
  ["gmail.com", GMAIL],
  ["googlemail.com", GMAIL],
  ...["outlook.com", "hotmail.com", "live.com", "msn.com"].map((name) => [name, TAGGED] as const),
  ...["icloud.com", "me.com", "mac.com"].map((name) => [name, TAGGED] as const),
  ...["fastmail.com", "fastmail.fm"].map((name) => [name, TAGGED] as const),
  ...["proton.me", "protonmail.com", "pm.me"].map((name) => [name, TAGGED] as const),
]);

/**
 * The mailbox that an address in lower case is delivered to, by the rules of its provider; addresses of other domains
 * are mailboxes of their own, dots and tags included.
 */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf("@");
  const provider = PROVIDERS.get(address.slice(at + 1));
  if (provider === undefined) return address;
  const written = address.slice(0, at);
  const tag = written.indexOf(provider.tag);
  const local = tag > 0 ? written.slice(0, tag) : written;
  const plain = provider.ignoresDots ? local.replaceAll(".", "") : local;
  // Nothing but dots is no mailbox: such an address stays what it is.
  return plain === "" ? address : `${plain}@${provider.domain ?? address.slice(at + 1)}`;
}
