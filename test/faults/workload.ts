import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPlans } from "../../app/load-plans.ts";
import { dirtyPeople } from "../../bench/dirty-people.ts";
import type { CompiledPlan } from "../../pipeline/index.ts";
import type { Database } from "../../platform/mongo.ts";
import { seededRandom } from "../../platform/random.ts";
import { learnFromRecords, type MatchModel } from "../../subgraphs/identity/index.ts";
import type { Need } from "./crash-points.ts";
import { batchOf, type WireEvent } from "./feed.ts";

/** What is sent and what the processes are set to, so that they come to the points at which they are to die. */
export interface Workload {
  readonly batchOf: (n: number) => WireEvent[];
  readonly plans: readonly CompiledPlan[];
  readonly model: MatchModel | null;
  /** Settings of the processes beside those of their database. */
  readonly environment: Readonly<Record<string, string>>;
  /** Collections whose state the load does not determine. */
  readonly undetermined: readonly string[];
  /** What `npm run retain` deletes is older. */
  readonly before: Date | null;
  dispose(): void;
}

const PLANS = fileURLToPath(new URL("./settings/plans", import.meta.url));
const SOURCES = fileURLToPath(new URL("./settings/sources.yml", import.meta.url));
const RECORDS_A_BATCH = 3;
const MODEL_FIELDS = [
  { role: "givenName", name: "first_name" },
  { role: "surname", name: "surname" },
  { role: "birthDate", name: "dob" },
  { role: "postcode", name: "postcode_fake" },
] as const;

/** What there has to be for points with these needs. */
export function workloadFor(needs: ReadonlySet<Need>): Workload {
  const dir = mkdtempSync(join(tmpdir(), "customer-graph-workload-"));
  const model = needs.has("matching") ? learnModel() : null;
  const file = join(dir, "model.json");
  if (model !== null) writeFileSync(file, JSON.stringify(model));
  const records = model === null ? [] : dirtyPeople(seededRandom("live"), 100);
  const isRetained = needs.has("retention");
  return {
    batchOf: (n) => [
      ...batchOf(n),
      ...records
        .slice(n * RECORDS_A_BATCH, (n + 1) * RECORDS_A_BATCH)
        .map(({ unique_id: id, first_name, surname, dob, postcode_fake }) => ({
          messageId: `r-${id}`,
          type: "identify",
          timestamp: "2025-01-01T00:00:00Z",
          anonymousId: `record-${id}`,
          traits: {
            firstName: first_name,
            lastName: surname,
            birthday: dob,
            address: { postalCode: postcode_fake },
          },
        })),
    ],
    plans: loadPlans(PLANS),
    model,
    environment: {
      PLANS_DIR: PLANS,
      SOURCES_FILE: SOURCES,
      ...(model === null ? {} : { MATCH_MODEL_FILE: file }),
      // That events are left for later is logged as an error, which it is not where it is asked for.
      ...(needs.has("failures") ? { LOG_LEVEL: "silent" } : {}),
    },
    // What is evaluated and computed after a deletion sees less than what was before it.
    undetermined: isRetained ? ["memberships", "computed_days"] : [],
    before: isRetained ? new Date("2025-02-01T00:00:00Z") : null,
    dispose: () => {
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function learnModel(): MatchModel {
  const random = seededRandom("learn");
  const { model } = learnFromRecords(
    { fields: MODEL_FIELDS, monthFirst: false },
    dirtyPeople(random, 150).map((record) => ({ record: { ...record }, source: "crm" })),
    { seed: 1, random: () => random.next(), sourcesWithoutDuplicates: false },
    () => undefined,
  );
  return { ...model, status: "active" };
}

// The digits of a profile's key.
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const DIGITS_A_ROUND = 8;

/** From now on the database refuses what some profiles state, others in each round; null: nothing any more. */
export async function refuseSome({ db }: Database, round: number | null): Promise<void> {
  const from = ((round ?? 0) * DIGITS_A_ROUND) % DIGITS.length;
  const refused = Array.from(DIGITS.slice(from, from + DIGITS_A_ROUND));
  const validator =
    round === null
      ? {}
      : { $expr: { $not: [{ $in: [{ $substrCP: ["$profile", 5, 1] }, refused] }] } };
  await db.command({ collMod: "observations", validator });
}
