import { phoneAt, writeEmail } from "../people/contact.ts";
import type { Person } from "../people/person.ts";
import { writePhone } from "../people/phone.ts";
import type { Random } from "../../../platform/random.ts";
import { momentIn } from "../window.ts";
import type { JsonObject } from "../wire.ts";
import type { World } from "../world.ts";
import type { Visit } from "./visit.ts";

/** An account in the web shop, with the plans it has had. */
export interface Account {
  readonly userId: string;
  readonly since: number;
  /** Whether it was opened within the window. */
  readonly isNew: boolean;
  readonly planChanges: readonly PlanChange[];
  /** What an identify call says at an instant. */
  traitsAt(at: number, random: Random): JsonObject;
}

/** From when on an account has a plan. */
export interface PlanChange {
  readonly at: number;
  readonly plan: Plan;
}

type Plan = "free" | "plus" | "premium";

/** The account of a person who has one and an e-mail, which every account has. */
export function accountOf(person: Person, world: World, random: Random): Account | null {
  const { userId, userSince, email } = person;
  if (userId === null || email === null) return null;
  const plans: readonly Plan[] = ["free", "plus", "premium"];
  const first = random.weighted<Plan>([
    ["free", 7],
    ["plus", 2],
    ["premium", 1],
  ]);
  const changed = random.chance(0.15)
    ? [{ at: momentIn(world.window, random, 0.2, 1), plan: random.pick(plans) }]
    : [];
  const planChanges = changed.filter(({ at, plan }) => at > userSince && plan !== first);
  return {
    userId,
    since: userSince,
    isNew: userSince > world.window.start,
    planChanges,
    traitsAt: (at, own) => {
      const phone = own.chance(0.3) ? phoneAt(person, at) : null;
      return {
        email: writeEmail(email, world, own),
        phone: phone === null ? undefined : writePhone(phone, own),
        firstName: person.firstName,
        lastName: person.lastName,
        plan: planChanges.findLast((change) => change.at <= at)?.plan ?? first,
        createdAt: new Date(userSince).toISOString(),
      };
    },
  };
}

/** Signs in within a visit: the track call, then identify, sometimes twice with the same traits. */
export function signIn(
  visit: Visit,
  account: Account,
  at: number,
  event: "Signed In" | "Signed Up",
  world: World,
  random: Random,
): void {
  const traits = account.traitsAt(at, random);
  visit.signedIn(account.userId);
  visit.call({ type: "track", event, properties: { method: "password" } }, random.int(5, 40));
  visit.call({ type: "identify", traits });
  if (world.strikes("repeatedIdentify", random)) visit.call({ type: "identify", traits }, 2);
}
