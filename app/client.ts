import { z } from "zod";

/** A client, as `CLIENTS_FILE` writes it. */
export const clientSchema = z.strictObject({
  /** Registered documents, logs and metrics go by it. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, "must be 1 to 64 of a–z, 0–9 and -"),
  /** SHA-256 of the credential, lower-case hex: the credential itself is kept nowhere. */
  tokenSha256: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex characters"),
  documents: z.enum(["free", "registered"]),
  scopes: z.array(z.string().min(1)),
  purposes: z.array(z.string().min(1)),
  defaultPurpose: z.string().min(1).nullable(),
  /** The source that what it sends belongs to. */
  source: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/, "must be 1 to 64 of a–z, 0–9, _ and -"),
  /** Whether it may name another source with `x-source`: loaders that send for many systems. */
  mayNameSource: z.boolean().default(false),
});

/** A client: a credential and what it allows. */
export type Client = Readonly<z.infer<typeof clientSchema>>;
