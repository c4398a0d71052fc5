import { hash } from "node:crypto";
import { AppError } from "../../platform/errors.ts";
import type { CompiledPlan } from "../plans/compile-plan.ts";
import { isOrigin } from "./origin.ts";
import type { Registration } from "./registration.ts";
import type { SourceKind, SourceReader, SourceRequest } from "./source-kind.ts";

/** A source that this deployment knows, without its keys and secrets. */
export interface RegisteredSource {
  readonly name: string;
  readonly kind: string;
  /** Who answers for what it sends. */
  readonly owner: string;
  readonly region: string;
  /** The name of its tracking plan; null where it has none. */
  readonly plan: string | null;
  readonly description: string;
  /** Makes events of its records. */
  readonly reader: SourceReader;
}

/** The sources that a deployment knows. */
export interface SourceRegistry {
  /** In the order of the file. */
  list(): readonly RegisteredSource[];
  find(name: string): RegisteredSource | null;
}

/** The registered sources, and what tells their senders. */
export interface Sources extends SourceRegistry {
  /** The source that a write key is of; null where nobody has it. */
  byWriteKey(key: string): RegisteredSource | null;
  /** Whether its vendor signs what it sends: then its signature says who sends, else a write key. */
  isSigned(name: string): boolean;
  /** Throws `UNAUTHENTICATED` where a request is not signed as the source's vendor signs. */
  verify(name: string, request: SourceRequest, now: Date): void;
  /** Whether pages of an origin may send for a source; without one: for any. */
  admits(origin: string, name?: string): boolean;
}

/** What opening the registry is handed. */
export interface RegistryDependencies {
  readonly kinds: readonly SourceKind[];
  readonly plans: readonly Pick<CompiledPlan, "plan">[];
  /** What an environment variable holds; null in a process that takes nothing in and needs no secrets. */
  readonly secretOf: ((variable: string) => string | undefined) | null;
}

interface Opened extends RegisteredSource {
  readonly check: ((request: SourceRequest, now: Date) => void) | null;
}

/** Opens the sources of a deployment; throws one `BAD_USER_INPUT` that names all faults of all of them. */
export function openRegistry(
  registrations: readonly Registration[],
  dependencies: RegistryDependencies,
): Sources {
  const faults: string[] = [];
  const sources = new Map<string, Opened>();
  const byKey = new Map<string, Opened>();
  for (const registration of registrations) {
    const { name, writeKeySha256 } = registration;
    const fault = (problem: string): void => void faults.push(`sources.${name}.${problem}`);
    if (sources.has(name)) fault("name: is there twice");
    const opened = openSource(registration, dependencies, fault);
    sources.set(name, opened);
    for (const hash of writeKeySha256) {
      const other = byKey.get(hash)?.name;
      if (other !== undefined) fault(`writeKeySha256: is that of ${other} as well`);
      byKey.set(hash, opened);
    }
  }
  if (faults.length > 0) throw new AppError("BAD_USER_INPUT", faults.join("\n"));
  const origins = new Map(registrations.map((one) => [one.name, one.origins]));
  const everywhere = [...new Set(registrations.flatMap((one) => one.origins))];
  const list = [...sources.values()];
  return {
    list: () => list,
    find: (name) => sources.get(name) ?? null,
    byWriteKey: (key) => byKey.get(hash("sha256", key)) ?? null,
    isSigned: (name) => (sources.get(name)?.check ?? null) !== null,
    verify: (name, request, now) => sources.get(name)?.check?.(request, now),
    admits: (origin, name) =>
      (name === undefined ? everywhere : (origins.get(name) ?? [])).some((pattern) =>
        isOrigin(origin, pattern),
      ),
  };
}

type Fault = (problem: string) => void;

function openSource(
  registration: Registration,
  { kinds, plans, secretOf }: RegistryDependencies,
  fault: Fault,
): Opened {
  const { name, kind: kindName, owner, region, plan: planName, description } = registration;
  const kind = kinds.find((known) => known.kind === kindName);
  if (kind === undefined) fault(`kind: is none of ${kinds.map((known) => known.kind).join(", ")}`);
  if (planName !== null) {
    const plan = plans.find((known) => known.plan.name === planName)?.plan;
    if (plan === undefined) fault(`plan: there is no tracking plan ${planName}`);
    else if (!plan.sources.includes(name))
      fault(`plan: the tracking plan ${planName} is not for this source; name it in its sources`);
  }
  const reader = readerOf(kind, registration.options, fault);
  const check = checkOf(kind, registration.secret, secretOf, fault);
  return { name, kind: kindName, owner, region, plan: planName, description, reader, check };
}

const NO_READER: SourceReader = { records: () => [], read: () => Promise.resolve([]) };

function readerOf(
  kind: SourceKind | undefined,
  options: Registration["options"],
  fault: Fault,
): SourceReader {
  try {
    return kind?.open(options) ?? NO_READER;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    error.message.split("\n").forEach(fault);
    return NO_READER;
  }
}

/** One of the secrets must have signed. */
function checkOf(
  kind: SourceKind | undefined,
  variables: readonly string[],
  secretOf: RegistryDependencies["secretOf"],
  fault: Fault,
): Opened["check"] {
  if (variables.length === 0 || kind === undefined) return null;
  const { verify } = kind;
  if (verify === undefined) {
    fault(`secret: the kind ${kind.kind} is not signed; remove it and give a write key`);
    return null;
  }
  if (secretOf === null) return refuseAll;
  const secrets = variables.flatMap((variable) => {
    const secret = secretOf(variable);
    if (secret === undefined || secret === "")
      fault(`secret: the environment variable ${variable} is not set`);
    return secret ?? [];
  });
  return (request, now) => {
    let last: unknown = null;
    for (const secret of secrets)
      try {
        verify(request, secret, now);
        return;
      } catch (error) {
        last = error;
      }
    throw last;
  };
}

function refuseAll(): never {
  throw new AppError("UNAVAILABLE", "This process takes nothing in.");
}
