import { beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { dirtyPeople } from "../../../../../bench/dirty-people.ts";
import { seededRandom } from "../../../../../platform/random.ts";
import {
  learnFromRecords,
  matchModelSchema,
  openMatcher,
  type Learned,
  type Matcher,
} from "../../../../../subgraphs/identity/index.ts";

const shape = {
  monthFirst: false,
  fields: [
    { role: "fullName", name: "full_name" },
    { role: "givenName", name: "first_name" },
    { role: "surname", name: "surname" },
    { role: "birthDate", name: "dob" },
    { role: "birthPlace", name: "birth_place" },
    { role: "postcode", name: "postcode_fake" },
    { role: "gender", name: "gender" },
    { role: "category", name: "occupation" },
  ],
} as const;
const people = dirtyPeople(seededRandom("matcher-test"), 60);
const records = people.map((person) => ({ record: { ...person }, source: "register.csv" }));

function learn(given: typeof records): Learned {
  const random = seededRandom("1");
  const options = { seed: 1, random: () => random.next(), sourcesWithoutDuplicates: false };
  return learnFromRecords({ ...shape, fields: [...shape.fields] }, given, options, () => undefined);
}

describe("a matcher", () => {
  let learned: Learned;
  let matcher: Matcher;
  beforeAll(() => {
    learned = learn(records);
    matcher = openMatcher(learned.model);
  });
  const anyRecord = fc.constantFrom(...people);

  it("learns from any order of the records the same model and the same people", () => {
    const order = records
      .map((_, i) => i)
      .sort((a, b) => ((a * 7919) % 1201) - ((b * 7919) % 1201));
    const again = learn(order.flatMap((i) => records[i] ?? []));
    expect(again.model).toEqual(learned.model);
    const numbers = new Map(order.map((i, at) => [again.clusters[at], learned.clusters[i]]));
    expect(order.map((i) => learned.clusters[i])).toEqual(
      order.map((_, at) => numbers.get(again.clusters[at])),
    );
  });

  it("writes a model that is a document and scores the same after a round trip", () => {
    const back = openMatcher(matchModelSchema.parse(JSON.parse(JSON.stringify(learned.model))));
    const [a, b] = [people[0], people[1]].map((person) => matcher.prepare({ ...person }));
    expect(a !== undefined && b !== undefined && back.score(a, b)).toEqual(
      a !== undefined && b !== undefined && matcher.score(a, b),
    );
  });

  it("scores a pair the same from both sides, by bits that sum up", () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, (p, q) => {
        const [a, b] = [matcher.prepare({ ...p }), matcher.prepare({ ...q })];
        const score = matcher.score(a, b);
        expect(matcher.score(b, a)).toEqual(score);
        const bits = score.comparisons.reduce((sum, c) => sum + c.bits, score.prior);
        expect(bits + score.household).toBeCloseTo(score.bits, 9);
        expect(score.probability).toBeGreaterThanOrEqual(0);
        expect(score.probability).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  it("scores any text without failing, and the same from both sides", () => {
    const text = fc.option(fc.string({ unit: "grapheme", maxLength: 40 }));
    const record = fc.record(Object.fromEntries(shape.fields.map(({ name }) => [name, text])));
    fc.assert(
      fc.property(record, record, (p, q) => {
        const [a, b] = [matcher.prepare(p), matcher.prepare(q)];
        const score = matcher.score(a, b);
        expect(Number.isFinite(score.bits)).toBe(true);
        expect(matcher.score(b, a).bits).toBe(score.bits);
      }),
    );
  });

  it("counts what is unknown neither for nor against", () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, fc.constantFrom(...shape.fields), (p, q, { name }) => {
        for (const nothing of ["", "  ", "NULL", "n/a", null, undefined]) {
          // A name that its own column lacks is read from the full name.
          const gap = { ...p, full_name: "", [name]: nothing };
          const [a, b] = [matcher.prepare(gap), matcher.prepare({ ...q })];
          const found = matcher.score(a, b).comparisons.find((c) => c.comparison.endsWith(name));
          if (found !== undefined) expect(found).toMatchObject({ level: null, bits: 0 });
        }
      }),
      { numRuns: 50 },
    );
  });

  it("explains a shared surname, place and postcode by a household, not by identity", () => {
    const home = {
      surname: "thornwick",
      birth_place: "oldham",
      postcode_fake: "ab1 2cd",
      gender: "male",
    };
    const [father, son] = [
      { ...home, first_name: "walter", dob: "1810-03-04" },
      { ...home, first_name: "hugh", dob: "1839-11-22" },
    ].map((person) => matcher.prepare(person));
    expect(father !== undefined && son !== undefined && matcher.score(father, son).band).toBe(
      "reject",
    );
  });

  it("keeps people apart who are vetoed, and does as people decided", () => {
    const [jr, sr, other] = [
      { full_name: "walter thornwick jr", dob: "1810-03-04", postcode_fake: "ab1 2cd" },
      { full_name: "walter thornwick sr", dob: "1810-03-04", postcode_fake: "ab1 2cd" },
      { full_name: "hugh sandford", dob: "1900-01-02", postcode_fake: "zz9 9zz" },
    ].map((person) => openMatcher(learned.model).prepare(person));
    if (jr === undefined || sr === undefined || other === undefined) throw new Error("unreachable");
    expect(matcher.score(jr, sr).veto).toBe("generations differ");
    expect(matcher.cluster([jr, sr])[0]).not.toBe(matcher.cluster([jr, sr])[1]);
    const [a, b] = matcher.cluster([jr, other], { together: [[0, 1]] });
    expect(a).toBe(b);
    const [c, d] = matcher.cluster([jr, jr], { apart: () => true });
    expect(c).not.toBe(d);
  });

  it("gives candidates a common key", () => {
    const [a, b] = [people[0], people[0]].map(
      (person) => new Set(matcher.keys(matcher.prepare({ ...person }))),
    );
    expect(a?.size).toBeGreaterThan(3);
    expect(a).toEqual(b);
  });
});
