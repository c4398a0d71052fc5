import { anonymousIdAt } from "../people/device.ts";
import type { Person } from "../people/person.ts";
import type { Random } from "../../../platform/random.ts";
import { momentIn } from "../window.ts";
import type { Draft } from "../wire.ts";
import { PLACES } from "../words/places.ts";
import type { World } from "../world.ts";
import type { Account } from "./account.ts";
import { openVisit } from "./visit.ts";
import { webContext } from "./web-context.ts";

const FIRMS = ["Atelier Nord", "Kontor Süd", "Oakfield Studio", "Haus & Hof GmbH"];

/** What accounts do on the web beside shopping: change the plan, belong to a firm (group call). */
export function planRecords(
  person: Person,
  account: Account | null,
  world: World,
  random: Random,
): Draft[] {
  const browser = person.browsers[0];
  if (account === null || browser === undefined) return [];
  const { locale } = PLACES[person.household.country];
  const context = webContext({ ...browser, deviceId: undefined }, locale);
  const drafts: Draft[] = [];
  for (const { at, plan } of account.planChanges) {
    const visit = openVisit("web", person.id, at, anonymousIdAt(browser, at), context);
    visit.signedIn(account.userId);
    visit.call({ type: "track", event: "Plan Changed", properties: { plan } });
    visit.call({ type: "identify", traits: account.traitsAt(at, random) });
    drafts.push(...visit.drafts);
  }
  const joined = momentIn(world.window, random);
  if (random.chance(0.06) && joined > account.since) {
    const visit = openVisit("web", person.id, joined, anonymousIdAt(browser, joined), context);
    const firm = random.int(1, 40);
    visit.signedIn(account.userId);
    visit.call({
      type: "group",
      groupId: `firm-${String(firm)}`,
      // The traits of a group are the group's: this mailbox is nobody's identifier.
      traits: {
        name: FIRMS[firm % FIRMS.length],
        employees: 3 + firm,
        email: `buero@firma${String(firm)}.de`,
      },
    });
    drafts.push(...visit.drafts);
  }
  return drafts;
}
