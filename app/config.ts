import { z } from "zod";
import { AppError } from "../platform/errors.ts";

const port = z.coerce.number().int().min(0).max(65_535);
const url = (...protocols: string[]): z.ZodType<string> =>
  z.string().refine((text) => protocols.includes(URL.parse(text)?.protocol ?? ""), {
    error: `must be a URL that starts with ${protocols.map((p) => `${p}//`).join(" or ")}`,
  });

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: port.default(4000),
  HOST: z.string().min(1).default("127.0.0.1"),
  DATA_DIR: z.string().min(1).default(".data"),
  MONGODB_URI: url("mongodb:", "mongodb+srv:").optional(),
  MONGODB_DATABASE: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,38}$/, "must be 1 to 38 of A–Z, a–z, 0–9, _ and -")
    .default("customer_graph"),
  REDIS_URL: url("redis:", "rediss:").optional(),
  SAMPLE_FEED: z
    .union([z.literal("off"), z.literal("on"), z.coerce.number().int().min(1).max(100_000)], {
      error: "must be off, on, or a number of people from 1 to 100000",
    })
    .default("on"),
  SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  CLIENTS_FILE: z.string().min(1).optional(),
  POLICY_FILE: z.string().min(1).optional(),
  SOURCES_FILE: z.string().min(1).optional(),
  PUBLIC_URL: url("http:", "https:").optional(),
  PLANS_DIR: z.string().min(1).optional(),
  MATCH_MODEL_FILE: z.string().min(1).optional(),
  COMPUTED_TRAITS_DIR: z.string().min(1).optional(),
  DOCUMENTS_DIR: z.string().min(1).optional(),
  REQUEST_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(10_000),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("warn"),
  IDENTITY_URL: url("http:", "https:").optional(),
  EVENTS_URL: url("http:", "https:").optional(),
  CONSENT_URL: url("http:", "https:").optional(),
  SEGMENTS_URL: url("http:", "https:").optional(),
});

/** The configuration of a process, checked; names are those of the environment. */
export type Config = Readonly<z.infer<typeof schema>>;

// Where demo credentials may exist: nobody else can reach it.
function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Checks an environment; throws one `BAD_USER_INPUT` that names all its faults together. An empty variable is one
 * that is not there. Outside a loopback address or in production the secret and the clients must be configured.
 */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value = environment[name];
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
  const parsed = schema.safeParse(given);
  const faults = parsed.success
    ? missing(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  if (!parsed.success || faults.length > 0)
    throw new AppError("BAD_USER_INPUT", `The configuration has faults:\n${list(faults)}`);
  return Object.freeze(parsed.data);
}

/** Whether others than the demo's user may reach a process: in production, or off loopback. */
export function isExposed({ NODE_ENV, HOST }: Pick<Config, "NODE_ENV" | "HOST">): boolean {
  return NODE_ENV === "production" || !isLoopback(HOST);
}

function missing(config: Config): string[] {
  if (!isExposed(config)) return [];
  const why = config.NODE_ENV === "production" ? "in production" : `where HOST is ${config.HOST}`;
  return [
    ...(config.SECRET === undefined
      ? [`SECRET: is required ${why}: at least 32 random characters; keep it, ids hang on it`]
      : []),
    ...(config.CLIENTS_FILE === undefined
      ? [`CLIENTS_FILE: is required ${why}: demo credentials exist on a loopback address only`]
      : []),
  ];
}

function list(faults: readonly string[]): string {
  return faults.map((fault) => `- ${fault}`).join("\n");
}
