import type { CommandStartedEvent } from "mongodb";
import { createKeys } from "../../../platform/keys.ts";
import { createLabels } from "../../../platform/labels.ts";
import type { Database } from "../../../platform/mongo.ts";
import type { Purpose } from "../../../platform/purposes.ts";
import {
  createIdentity,
  defaultSurvivorship,
  type Evidence,
  type Identity,
  type IdentityPolicy,
  type SurvivorshipPolicy,
} from "../../../subgraphs/identity/index.ts";
import type { WorldRecord } from "./world.ts";

/** Purposes of each kind of basis. */
const purposes: readonly Purpose[] = [
  { id: "service", description: "What was ordered.", basis: "CONTRACT" },
  { id: "security", description: "Keeping fraud out.", basis: "LEGITIMATE_INTERESTS" },
  { id: "marketing", description: "Offers.", basis: "CONSENT" },
];

/** The instant at which the tests' worlds began. */
export const BEGAN = Date.parse("2026-01-01T00:00:00.000Z");

/** The subgraph over a test's database. */
export function identityOver(
  database: Database,
  policy: IdentityPolicy,
  survivorship: SurvivorshipPolicy = defaultSurvivorship,
): Identity {
  return createIdentity({
    database,
    policy,
    survivorship,
    purposes,
    keys: createKeys("a secret of the tests"),
    labels: createLabels({ contact: ["email", "phone"], address: ["address"] }),
    clock: () => new Date("2026-06-01T00:00:00.000Z"),
    scopeForm: "sealed",
  });
}

/** A record as evidence; null where it identifies nobody. */
export function toEvidence(
  identity: Pick<Identity, "identify">,
  event: string,
  { identifiers: raw, minute }: WorldRecord,
  rest: Partial<Pick<Evidence, "traits" | "source">> = {},
): Evidence | null {
  const { profile, identifiers } = identity.identify(raw);
  if (profile === null) return null;
  const at = new Date(BEGAN + minute * 60_000);
  return { event, at, profile, identifiers, source: "web", traits: {}, ...rest };
}

/** Empties every collection. */
export async function empty({ db }: Database): Promise<void> {
  const names = ["profiles", "identifiers", "customers", "observations", "identity_moves"];
  await Promise.all(names.map((name) => db.collection(name).deleteMany({})));
}

/** The commands that a piece of work sends, by name. */
export async function commandsOf(
  { client }: Database,
  work: () => Promise<unknown>,
): Promise<{ readonly name: string; readonly command: Record<string, unknown> }[]> {
  const seen: { name: string; command: Record<string, unknown> }[] = [];
  const note = ({ commandName, command }: CommandStartedEvent): void => {
    seen.push({ name: commandName, command: command });
  };
  client.on("commandStarted", note);
  await work();
  client.off("commandStarted", note);
  return seen;
}
