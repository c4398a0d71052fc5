import { fail } from "./fail.ts";
import { evaluateCommand } from "./identity/evaluate.ts";
import { matchCommand } from "./identity/match.ts";
import { rebuild } from "./identity/rebuild.ts";
import { trainCommand } from "./identity/train.ts";
import { AppError } from "../platform/errors.ts";

/** The subcommands: each takes what stands behind its name and answers the exit code. */
const COMMANDS: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  rebuild,
  match: matchCommand,
  train: trainCommand,
  evaluate: evaluateCommand,
};

/** `npm run identity -- COMMAND …`. */
async function main([name = "", ...args]: string[]): Promise<void> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined)
    throw new AppError(
      "BAD_USER_INPUT",
      `COMMAND: give one of ${Object.keys(COMMANDS).join(", ")}: npm run identity -- rebuild --verify`,
    );
  process.exitCode = await command(args);
}

main(process.argv.slice(2)).catch(fail);
