import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Database } from "../../../platform/mongo.ts";
import { beyondBounds, type NamedBy } from "../../../subgraphs/identity/domain/bounded-traits.ts";
import { toFieldName } from "../../../subgraphs/identity/domain/field-name.ts";
import type { Evidence, Identity } from "../../../subgraphs/identity/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { commandsOf, empty, identityOver, toEvidence } from "./harness.ts";
import { tightPolicy } from "./world.ts";

const RUNS = Number(process.env["WORLDS"] ?? 6);

let database: Database;
let identity: Identity;
beforeAll(async () => {
  database = await testDatabase("bounded_traits");
  identity = identityOver(database, tightPolicy);
  await identity.ensureIndexes();
});
beforeEach(() => empty(database));
afterAll(() => dropAndClose(database));

const rank = ({ name, source }: NamedBy): string =>
  createHash("sha256").update(`${name}\n${source}`).digest("hex");

/** Of names as they are stored, by counting who comes before: of a source 500, of all 1,000. */
function oracle(stated: readonly NamedBy[]): string[] {
  const ranks = stated.map((one) => ({ ...one, rank: rank(one) }));
  const ofSource = ranks.filter(
    (one) =>
      ranks.filter((other) => other.source === one.source && other.rank < one.rank).length < 500,
  );
  return ofSource
    .filter((one) => ofSource.filter((other) => other.rank < one.rank).length < 1_000)
    .map(textOf)
    .sort();
}

const textOf = ({ name, source }: NamedBy): string => `${name} of ${source}`;
const kept = (stated: readonly NamedBy[]): NamedBy[] => {
  const beyond = new Set(beyondBounds(stated));
  return stated.filter((one) => !beyond.has(one));
};

const crowd = fc
  .tuple(fc.nat(900), fc.nat(700), fc.nat(600), fc.nat(20), fc.string({ maxLength: 3 }))
  .map(([a, b, c, d, salt]): NamedBy[] =>
    [a, b, c, d].flatMap((count, i) =>
      Array.from({ length: count }, (_, n) => ({
        name: `${salt}${String(n)}`,
        source: `s${String(i)}`,
      })),
    ),
  );
const shuffled = <T>(some: readonly T[], dice: number): T[] =>
  some
    .map((one, i) => ({
      one,
      at: createHash("md5")
        .update(`${String(dice)}.${String(i)}`)
        .digest("hex"),
    }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ one }) => one);

describe("names of one profile", () => {
  it("are cut to the same whatever the order, and in whatever parts", () => {
    fc.assert(
      fc.property(crowd, fc.nat(), fc.nat(2_000), (stated, dice, at) => {
        const other = shuffled(stated, dice);
        const parts = kept([...kept(other.slice(0, at)), ...kept(other.slice(at))]);
        expect(parts.map(textOf).sort()).toEqual(oracle(stated));
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it("are the same in the database whatever the order, batching, repetition, crashes and workers", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        crowd.filter((stated) => stated.length > 400),
        fc.nat(),
        fc.integer({ min: 1, max: 7 }),
        async (stated, dice, batches) => {
          run += 1;
          const events = shuffled(stated, dice).reduce<Evidence[]>((all, { name, source }, i) => {
            const last = all.at(-1);
            // As many names an event as its source states in a row, and some that are repeated.
            if (last?.source === source && Object.keys(last.traits).length < 40)
              Object.assign(last.traits, { [name]: i });
            else
              all.push(
                stating(`e${String(run)}-${String(i)}`, `u${String(run)}`, source, { [name]: i }),
              );
            return all;
          }, []);
          const size = Math.ceil(events.length / batches);
          const running: Promise<unknown>[] = [];
          for (let at = 0, i = 0; at < events.length; at += size, i += 1) {
            const batch = events.slice(at, at + size);
            if ((dice + i) % 3 === 0) await dyingBeforeTheLook(batch);
            running.push(identity.resolve(batch));
            if ((dice + i) % 2 === 0) await Promise.all(running.splice(0));
            if ((dice + i) % 5 === 0) running.push(identity.resolve(batch));
          }
          await Promise.all(running);
          expect(await namesOf(`u${String(run)}`)).toEqual(
            oracle(stated.map(({ name, source }) => ({ name: toFieldName(name), source }))),
          );
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 120_000);

  it("cost no command where a profile gets none that are new, and one where it does", async () => {
    const first = stating("a1", "plain", "web", { plan: "plus" });
    await identity.resolve([first]);
    const again = { ...stating("a2", "plain", "web", { plan: "free" }), at: later(first) };
    const plain = await commandsOf(database, () => identity.resolve([again]));
    expect(plain.map(({ name }) => name)).not.toContain("aggregate");
    const more = { ...stating("a3", "plain", "web", { city: "Bonn" }), at: later(again) };
    const wider = await commandsOf(database, () => identity.resolve([more]));
    expect(wider.filter(({ name }) => name === "aggregate").length).toBe(1);
    expect(wider.filter(({ name }) => name === "update").length).toBe(1);
    expect(await namesOf("plain")).toEqual(["city of web", "plan of web"]);
  });
});

function stating(
  event: string,
  user: string,
  source: string,
  traits: Record<string, unknown>,
): Evidence {
  const record = { identifiers: [{ namespace: "user_id", value: user }], minute: 0 };
  const evidence = toEvidence(identity, event, record, { traits, source });
  if (evidence === null) throw new Error("identifies nobody");
  return evidence;
}

const later = ({ at }: Evidence): Date => new Date(+at + 1);

/** Works a batch as a process that is killed behind its writes, before it looks whether they were too many. */
async function dyingBeforeTheLook(batch: readonly Evidence[]): Promise<void> {
  const dying: Database = {
    ...database,
    db: new Proxy(database.db, {
      get: (db, name) => {
        if (name !== "collection") return Reflect.get(db, name) as unknown;
        return (...args: Parameters<typeof db.collection>) => {
          const collection = db.collection(...args);
          if (args[0] !== "profiles") return collection;
          return Object.assign(collection, {
            aggregate: () => {
              throw new Error("killed");
            },
          });
        };
      },
    }),
  };
  await identityOver(dying, tightPolicy)
    .resolve(batch)
    .catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== "killed") throw error;
    });
}

async function namesOf(user: string): Promise<string[]> {
  const key = stating("?", user, "web", {}).profile;
  const found = await database.db
    .collection<{ _id: string; traits: Record<string, Record<string, unknown>> }>("profiles")
    .findOne({ _id: key });
  return Object.entries(found?.traits ?? {})
    .flatMap(([name, bySource]) => Object.keys(bySource).map((source) => textOf({ name, source })))
    .sort();
}
