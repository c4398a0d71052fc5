import { matchModelSchema, type MatchModel } from "../subgraphs/identity/index.ts";
import { AppError } from "../platform/errors.ts";
import { readJson } from "./policy.ts";

/** The model of a file that `npm run identity -- train` wrote; null without a path. Throws `BAD_USER_INPUT` naming its faults. */
export function loadMatchModel(path: string | undefined): MatchModel | null {
  if (path === undefined) return null;
  const parsed = matchModelSchema.safeParse(readJson(path, "MATCH_MODEL_FILE"));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path: at, message }) => `${at.join(".")}: ${message}`);
  throw new AppError(
    "BAD_USER_INPUT",
    faults.map((fault) => `MATCH_MODEL_FILE: ${fault}`).join("\n"),
  );
}
