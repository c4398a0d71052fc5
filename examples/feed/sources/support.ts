import { fillForm } from "../people/contact.ts";
import type { Person } from "../people/person.ts";
import type { Random } from "../../../platform/random.ts";
import { HOUR, momentIn } from "../window.ts";
import type { Draft, JsonObject } from "../wire.ts";
import { TICKETS } from "../words/tickets.ts";
import type { World } from "../world.ts";

/** Tickets of the service desk, by e-mail or by phone, with what people wrote. */
export function supportRecords(person: Person, world: World, random: Random): Draft[] {
  return Array.from({ length: random.count(0.2 * person.activity) }).flatMap(() => {
    const opened = momentIn(world.window, random, 0, 0.97);
    const { email, phone } = fillForm(person, opened, world, random);
    const calls = email === undefined || (phone !== undefined && random.chance(0.4));
    const traits = calls ? { phone } : { email };
    if (calls && phone === undefined) return [];
    const [subject, message] = random.pick(TICKETS);
    const ticket = `T${String(random.int(10_000, 99_999))}`;
    const draft = (at: number, event: string, properties: JsonObject): Draft => ({
      source: "support",
      person: person.id,
      at,
      event: {
        type: "track",
        event,
        properties: { ticket_id: ticket, channel: calls ? "phone" : "email", ...properties },
        context: { library: { name: "helpdesk", version: "4.1.0" }, traits },
      },
    });
    const priority = random.pick(["low", "normal", "high"]);
    const solved = opened + random.int(1, 70) * HOUR;
    return [
      draft(opened, "Ticket Opened", { subject, message, priority }),
      ...(solved < world.window.end - HOUR
        ? [draft(solved, "Ticket Solved", { satisfaction: random.int(1, 5) })]
        : []),
    ];
  });
}
