import { describe, expect, it } from "@jest/globals";
import { RATES, type Hazard } from "../../../examples/feed/index.ts";
import { distinct, identifiersIn, sample } from "./sample.ts";

const HOUR = 3_600_000;
const { truth, records } = sample;
const once = distinct(sample);
const people = truth.people.length;
const sizes = new Map<string, number>();
for (const { household } of truth.people) sizes.set(household, (sizes.get(household) ?? 0) + 1);
const together = [...sizes.values()].filter((size) => size > 1).length;
const kinds = (kind: string): number => truth.shared.filter((one) => one.kind === kind).length;

/** Four standard deviations of a share drawn that often. */
function expectRate(hazard: Hazard, count: number, outOf: number): void {
  const rate = RATES[hazard];
  const slack = 4 * Math.sqrt((rate * (1 - rate)) / outOf) + 1 / outOf;
  expect(Math.abs(count / outOf - rate)).toBeLessThan(slack);
}

describe("the hazards of a feed", () => {
  it.each(Object.entries(truth.hazards))("strike at their rate: %s", (hazard, entry) => {
    expect(entry.outOf).toBeGreaterThan(200);
    expectRate(hazard as Hazard, entry.count, entry.outOf);
  });

  it("are all counted", () => {
    expect(Object.keys(truth.hazards).sort()).toEqual(Object.keys(RATES).sort());
  });

  it("share tablets, landlines and e-mails within households", () => {
    expectRate("sharedTablet", kinds("household_device"), together);
    expectRate("landline", kinds("landline"), together);
    expectRate("coupleEmail", kinds("couple_email"), together);
    const home = new Map(truth.people.map(({ id, household }) => [id, household]));
    for (const { kind, people: users } of truth.shared)
      if (kind.startsWith("household") || kind === "landline" || kind === "couple_email")
        expect(new Set(users.map((id) => home.get(id))).size).toBe(1);
  });

  it("bring 10 to 15 % of people to one kiosk, with logins of their own", () => {
    const kiosk = truth.shared.find(
      ({ kind, namespace }) => kind === "kiosk" && namespace === "device_id",
    );
    const users = kiosk?.people.length ?? 0;
    expect(users / people).toBeGreaterThan(0.09);
    expect(users / people).toBeLessThan(0.16);
    const seen = once.filter(({ event }) =>
      identifiersIn(event).some(([, id]) => id === kiosk?.value),
    );
    const signedIn = new Set(
      seen.map(({ event }) => event.userId).filter((id) => id !== undefined),
    );
    expect(signedIn.size).toBeGreaterThan(users * 0.5);
    expect(
      seen.some(({ source, event }) => truth.records[source]?.[event.messageId] === null),
    ).toBe(true);
  });

  it("hand a tablet to two or more members with accounts of their own", () => {
    const accounts = new Map<string, Set<string>>();
    for (const { event } of once)
      for (const [namespace, id] of identifiersIn(event))
        if (namespace === "device_id" && event.userId !== undefined)
          accounts.set(id, (accounts.get(id) ?? new Set()).add(event.userId));
    const tablets = truth.shared.filter(({ kind }) => kind === "household_device");
    const shared = tablets.filter(({ value }) => (accounts.get(value)?.size ?? 0) > 1);
    expect(shared.length / tablets.length).toBeGreaterThan(0.25);
  });

  it("give some people two rows in the CRM", () => {
    const rows = truth.people
      .map(
        ({ identifiers }) => identifiers.filter(({ namespace }) => namespace === "crm_id").length,
      )
      .filter((count) => count > 0);
    expectRate("twoCrmRows", rows.filter((count) => count > 1).length, rows.length);
  });

  it("pass a few numbers on to strangers", () => {
    const home = new Map(truth.people.map(({ id, household }) => [id, household]));
    const recycled = truth.shared.filter(({ kind }) => kind === "recycled_phone");
    expect(recycled.length).toBeGreaterThan(0);
    for (const { people: both } of recycled)
      expect(new Set(both.map((id) => home.get(id))).size).toBe(2);
  });

  it("spread each garbage value over many people", () => {
    const users = new Map<string, Set<string>>();
    for (const { source, event } of once)
      for (const [namespace, value] of identifiersIn(event)) {
        const person = truth.records[source]?.[event.messageId];
        if (truth.garbage[namespace]?.includes(value) !== true || typeof person !== "string")
          continue;
        users.set(
          `${namespace}/${value}`,
          (users.get(`${namespace}/${value}`) ?? new Set()).add(person),
        );
      }
    expect(users.size).toBeGreaterThan(20);
    expect(users.get("user_id/undefined")?.size ?? 0).toBeGreaterThan(5);
    expect([...users.keys()].some((key) => key.endsWith("x".repeat(300)))).toBe(true);
  });

  it("deliver duplicates as often as they say", () => {
    expect(records.length - once.length).toBe(truth.hazards["duplicate"]?.count);
  });

  it("deliver some online records an hour to ten days late", () => {
    const late = once.filter(({ source, event }) => {
      const behind = Date.parse(event.sentAt) - Date.parse(event.timestamp);
      return (source === "pos" || source === "ads") && behind >= HOUR;
    });
    const all = once.filter(({ source }) => source === "pos" || source === "ads").length;
    expectRate("late", late.length, all);
    for (const { event } of late)
      expect(Date.parse(event.sentAt) - Date.parse(event.timestamp)).toBeLessThanOrEqual(
        240 * HOUR,
      );
  });

  it("deliver out of order", () => {
    const web = records
      .filter(({ source }) => source === "web")
      .map(({ event }) => event.timestamp);
    let newest = "";
    let overtaken = 0;
    for (const at of web) {
      if (at < newest) overtaken++;
      else newest = at;
    }
    expect(overtaken / web.length).toBeGreaterThan(0.03);
  });

  it("send some records by a clock that is far behind", () => {
    const behind = once.filter(({ event }) => event.sentAt < event.timestamp).length;
    const count = truth.hazards["wrongClock"]?.count ?? 0;
    expect(behind).toBeGreaterThan(count * 0.6);
    expect(behind).toBeLessThanOrEqual(count);
  });

  it("name properties with dots and dollar signs", () => {
    const odd = once.filter(({ event }) =>
      Object.keys(event.properties ?? {}).some((key) => key === "" || /[.$]/.test(key)),
    );
    expect(odd.length).toBe(truth.hazards["oddKeys"]?.count);
  });

  it("let people never decide, change their mind, and differ within a household", () => {
    const undecided = truth.people.filter(({ consents }) => Object.keys(consents).length === 0);
    expect(undecided.length / people).toBeGreaterThan(0.15);
    expect(undecided.length / people).toBeLessThan(0.5);
    const answers = new Map<string, Set<string>>();
    for (const { household, consents } of truth.people)
      if (consents.marketing !== undefined)
        answers.set(household, (answers.get(household) ?? new Set()).add(JSON.stringify(consents)));
    expect([...answers.values()].filter((one) => one.size > 1).length).toBeGreaterThan(10);
  });
});
