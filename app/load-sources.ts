import { readFileSync } from "node:fs";
import { openSources, type CompiledPlan, type Sources } from "../pipeline/index.ts";
import { AppError } from "../platform/errors.ts";
import { isExposed, type Config } from "./config.ts";
import { DEMO_SECRETS } from "./demo-sources.ts";

const DEMO = new URL("./sources/demo.yml", import.meta.url);

/** An environment: what its variables hold. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The registered sources of a deployment; throws `BAD_USER_INPUT` that names every fault. Without `SOURCES_FILE`: the
 * demo sources, on a loopback address outside production; else none. `environment` holds the secrets; null in a
 * process that takes nothing in.
 */
export function loadSources(
  config: Pick<Config, "SOURCES_FILE" | "NODE_ENV" | "HOST">,
  plans: readonly CompiledPlan[],
  environment: Environment | null,
): Sources {
  const path = config.SOURCES_FILE;
  if (path === undefined && isExposed(config)) return openSources("sources: []", plans, null);
  const secrets = path === undefined ? { ...DEMO_SECRETS, ...environment } : environment;
  try {
    return openSources(
      textOf(path ?? DEMO),
      plans,
      environment === null ? null : (variable) => secrets?.[variable],
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const faults = error.message.split("\n").map((fault) => `SOURCES_FILE: ${fault}`);
    throw new AppError("BAD_USER_INPUT", faults.join("\n"));
  }
}

function textOf(file: string | URL): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new AppError("BAD_USER_INPUT", "the file cannot be read.");
  }
}
