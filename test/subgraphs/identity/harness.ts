import { qualityPolicySchema } from "../../../platform/quality.ts";
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
  type MatchModel,
  type SurvivorshipPolicy,
} from "../../../subgraphs/identity/index.ts";
import type { WorldRecord } from "./world.ts";

export { commandsOf } from "../../support/commands.ts";

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
  matchModel: MatchModel | null = null,
): Identity {
  const identity: Identity = createIdentity({
    database,
    policy,
    survivorship,
    quality: qualityPolicySchema.parse({}),
    traitRules: { requiredOf: () => [], isValid: () => null },
    purposes,
    keys: createKeys("a secret of the tests"),
    labels: createLabels({ contact: ["email", "phone"], address: ["address"] }),
    clock: () => new Date("2026-06-01T00:00:00.000Z"),
    scopeForm: "sealed",
    matchModel,
    changeIdentity: (request) => identity.operate(request),
    previewMerge: () => Promise.reject(new Error("asked of the whole graph")),
  });
  return identity;
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
  const names = [
    "profiles",
    "identifiers",
    "customers",
    "observations",
    "identity_moves",
    "identity_links",
    "identity_operations",
    "identity_states",
  ];
  await Promise.all(names.map((name) => db.collection(name).deleteMany({})));
}

/** A stored profile, without what is no one's place in the partition. */
interface StoredProfile {
  readonly _id: string;
  readonly ids: readonly string[];
  readonly customer: string;
  readonly component: string;
  readonly first: Date;
  readonly last: Date;
}

interface StoredIdentifier {
  readonly _id: string;
  readonly ns: string;
  readonly value: string;
  readonly customer: string | null;
  readonly component: string | null;
  readonly first: Date;
}

/** Everything that says who is who, by key. */
export interface StoredIdentity {
  readonly profiles: readonly StoredProfile[];
  readonly identifiers: readonly StoredIdentifier[];
  readonly customers: readonly {
    readonly _id: string;
    readonly component: string;
    readonly profiles: number;
    readonly v: number;
  }[];
}

/** Reads it. */
export async function storedIdentity({ db }: Database): Promise<StoredIdentity> {
  const all = async <T>(name: string): Promise<T[]> =>
    (await db.collection(name).find().sort({ _id: 1 }).toArray()) as unknown as T[];
  return {
    profiles: await all("profiles"),
    identifiers: await all("identifiers"),
    customers: await all("customers"),
  };
}
