import {
  defaultPolicy,
  defaultSurvivorship,
  learnFromRecords,
} from "../subgraphs/identity/index.ts";
import { connect } from "../platform/mongo.ts";
import { seededRandom } from "../platform/random.ts";
import { identityOver } from "../test/subgraphs/identity/harness.ts";
import { dirtyPeople } from "./dirty-people.ts";
import { report } from "./figure.ts";

const FIELDS = [
  { role: "givenName", name: "first_name" },
  { role: "surname", name: "surname" },
  { role: "birthDate", name: "dob" },
  { role: "postcode", name: "postcode_fake" },
] as const;
const BATCH = 500;
const LOOKS = 500;

/** Takes so many records in, matching each as it comes, and measures looking somebody up by what is known of them. */
export async function measureMatching(
  environment: Readonly<Record<string, string>>,
  records: number,
): Promise<void> {
  const random = seededRandom("bench");
  const learned = learnFromRecords(
    { fields: FIELDS, monthFirst: false },
    dirtyPeople(random, 400).map((record) => ({ record: { ...record }, source: "crm" })),
    { seed: 1, random: () => random.next(), sourcesWithoutDuplicates: false },
    () => undefined,
  );
  const database = await connect(environment["MONGODB_URI"] ?? "", "bench_match");
  const model = { ...learned.model, status: "active" } as const;
  const identity = identityOver(database, defaultPolicy, defaultSurvivorship, model);
  await identity.ensureIndexes();
  const people = dirtyPeople(seededRandom("live"), Math.ceil(records / 9)).slice(0, records);
  const began = performance.now();
  for (let at = 0; at < people.length; at += BATCH) {
    const evidence = people.slice(at, at + BATCH).map((row) => {
      const raw = [{ namespace: "crm_id", value: row.unique_id }];
      const { profile, identifiers } = identity.identify(raw);
      const traits = {
        firstName: row.first_name,
        lastName: row.surname,
        birthday: row.dob,
        postcode: row.postcode_fake,
      };
      const event = `e${row.unique_id}`;
      return { event, at: new Date(), source: "crm", profile: profile ?? "", identifiers, traits };
    });
    await identity.resolve(evidence);
    await identity.match(evidence.map(({ profile }) => profile));
  }
  report("match.records", people.length, "records");
  report("match.load", people.length / ((performance.now() - began) / 1_000), "records/s");
  const asked = seededRandom("ask");
  const times: number[] = [];
  for (let n = 0; n < LOOKS; n += 1) {
    const row = asked.pick(people);
    const traits = { firstName: row.first_name, lastName: row.surname, birthday: row.dob };
    const start = performance.now();
    await identity.findMatches(traits, 10);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  report("match.find p50", times[Math.floor(LOOKS * 0.5)] ?? 0, "ms");
  report("match.find p95", times[Math.floor(LOOKS * 0.95)] ?? 0, "ms");
  await database.db.dropDatabase();
  await database.close();
}
