import type { CommandStartedEvent, Document } from "mongodb";
import type { Database } from "../../platform/mongo.ts";

/** A command as it was sent. */
export interface SentCommand {
  readonly name: string;
  readonly command: Record<string, unknown>;
}

/** The commands that some work sends; of a test database, whose commands are monitored. */
export async function commandsOf(
  { client }: Pick<Database, "client">,
  work: () => Promise<unknown>,
): Promise<SentCommand[]> {
  const seen: SentCommand[] = [];
  const note = ({ commandName, command }: CommandStartedEvent): void => {
    seen.push({ name: commandName, command: command });
  };
  client.on("commandStarted", note);
  await work();
  client.off("commandStarted", note);
  return seen;
}

/** What the server says of a command that was sent: its plan, and what it takes to run it. */
export function explained(
  { db }: Pick<Database, "db">,
  { command }: SentCommand,
): Promise<Document> {
  const { lsid: _, txnNumber: __, writeConcern: ___, $clusterTime: ____, ...rest } = command;
  const { $db: _____, ...explain } = rest;
  return db.command({ explain, verbosity: "executionStats" });
}
