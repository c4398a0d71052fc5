import type { Config } from "./config.ts";
import { DEMO_TOKENS } from "./demo-clients.ts";

/** What a person at the terminal is told once everything is there. */
export function readyMessage(url: string, config: Config, mongo: string): string {
  const lines = [
    `Customer Graph is ready at ${url}`,
    `  GraphQL   ${url}/graphql   (in the browser: ${url})`,
    `  Write API ${url}/v1/batch`,
    `  Health    ${url}/health/ready`,
    `  MongoDB   ${mongo}`,
    `  Wake-ups  ${config.REDIS_URL === undefined ? "within this process (REDIS_URL is not set)" : "by Redis"}`,
  ];
  if (config.CLIENTS_FILE === undefined)
    lines.push(`  Demo credentials, as bearer tokens: ${DEMO_TOKENS.join(", ")}`);
  return lines.join("\n");
}
