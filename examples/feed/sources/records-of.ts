import type { Person } from "../people/person.ts";
import type { Random } from "../../../platform/random.ts";
import type { Draft } from "../wire.ts";
import type { World } from "../world.ts";
import { accountOf } from "./account.ts";
import { adsRecords } from "./ads.ts";
import { consentRecords, type Choices } from "./consents.ts";
import { crmRecords } from "./crm.ts";
import { emailRecords } from "./email.ts";
import { kioskRecords } from "./kiosk.ts";
import { loyaltyRecords } from "./loyalty.ts";
import { mobileRecords } from "./mobile.ts";
import { planRecords } from "./plans.ts";
import { posRecords } from "./pos.ts";
import { supportRecords } from "./support.ts";
import { webRecords } from "./web.ts";

/** All that the company's systems have to say of one person, and what the person decided. */
export function recordsOf(
  person: Person,
  world: World,
  random: Random,
): { readonly drafts: readonly Draft[]; readonly consents: Choices } {
  const account = accountOf(person, world, random);
  const decided = consentRecords(person, account, world, random);
  const drafts = [
    ...webRecords(person, account, world, random),
    ...planRecords(person, account, world, random),
    ...kioskRecords(person, account, world, random),
    ...mobileRecords(person, account, world, random),
    ...adsRecords(person, world, random),
    ...crmRecords(person, world, random),
    ...loyaltyRecords(person, world, random),
    ...posRecords(person, world, random),
    ...emailRecords(person, world, random),
    ...supportRecords(person, world, random),
    ...decided.drafts,
  ];
  return { drafts, consents: decided.inForce };
}
