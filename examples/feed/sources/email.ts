import { writeEmail } from "../people/contact.ts";
import type { Person } from "../people/person.ts";
import type { Random } from "../../../platform/random.ts";
import { DAY, HOUR } from "../window.ts";
import type { Draft, JsonObject } from "../wire.ts";
import type { World } from "../world.ts";

/** Opens and clicks of the mailings, by mailbox. */
export function emailRecords(person: Person, world: World, random: Random): Draft[] {
  const { email } = person;
  if (email === null || !random.chance(0.75)) return [];
  const opens = Math.min(0.85, 0.3 * person.activity);
  return world.campaigns.flatMap((campaign) => {
    if (!random.chance(opens)) return [];
    const mailbox = writeEmail(email, world, random);
    const draft = (at: number, event: string, more: JsonObject): Draft => ({
      source: "email",
      person: person.id,
      at,
      event: {
        type: "track",
        event,
        properties: {
          campaign_id: campaign.id,
          campaign_name: campaign.name,
          email_subject: campaign.subject,
          ...more,
        },
        context: {
          library: { name: "mailer", version: "1.9.0" },
          traits: { email: mailbox },
        },
      },
    });
    const opened = campaign.at + Math.floor(random.next() ** 3 * 3 * DAY);
    if (opened > world.window.end - HOUR) return [];
    const drafts = [draft(opened, "Email Opened", {})];
    if (random.chance(0.3))
      drafts.push(
        draft(opened + random.int(3, 90) * 1000, "Email Link Clicked", {
          link_url: `https://www.lindgruen-shop.de/c/${campaign.name}`,
        }),
      );
    return drafts;
  });
}
