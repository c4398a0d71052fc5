import type { Attempt } from "../domain/quarantine/quarantine-entry.ts";

/** A replay. */
export const QuarantineAttempt = {
  client: ({ by }: Attempt) => by,
  error: ({ fault }: Attempt) => fault,
};
