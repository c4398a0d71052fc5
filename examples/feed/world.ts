import { drawDevice, drawUuid } from "./people/device.ts";
import type { Device } from "./people/person.ts";
import type { Registry } from "./people/registry.ts";
import { RATES, type Hazard } from "./hazards/rates.ts";
import type { Tally } from "./hazards/tally.ts";
import type { Random } from "../../platform/random.ts";
import { momentIn, type Window } from "./window.ts";

/** A mailing that went to every subscriber. */
export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly subject: string;
  readonly at: number;
}

/** What the sources share. */
export interface World {
  readonly window: Window;
  readonly registry: Registry;
  readonly tally: Tally;
  readonly kiosk: Device;
  /** Device ids of the tills in the shops. */
  readonly tills: readonly string[];
  readonly campaigns: readonly Campaign[];
  /** Whether a hazard strikes now, by its rate; counted. */
  strikes(hazard: Hazard, random: Random): boolean;
}

const SUBJECTS: readonly (readonly [name: string, subject: string])[] = [
  ["new-arrivals", "Neu eingetroffen: Frühling für Zuhause"],
  ["garden-week", "Garden week: up to 20 % off"],
  ["members-evening", "You're invited: members' evening"],
  ["kitchen-stories", "Küchengeschichten No. 4"],
  ["last-chance", "Nur noch bis Sonntag"],
  ["points-double", "Double points this weekend"],
];

/** Builds the shops and the year's mailings. */
export function buildWorld(
  window: Window,
  registry: Registry,
  tally: Tally,
  random: Random,
): World {
  const kiosk = { ...drawDevice(random), deviceId: `KIOSK-${drawUuid(random)}` };
  const tills = Array.from({ length: 8 }, (_, i) => `till-${String(100 + i)}`);
  for (const value of tills)
    registry.share({ namespace: "device_id", value, kind: "till", people: [] });
  const length = 12;
  const campaigns = Array.from({ length }, (_, i): Campaign => {
    const [name, subject] = random.pick(SUBJECTS);
    const at = momentIn(window, random, i / length, (i + 0.5) / length);
    return { id: `cmp-${String(i + 1).padStart(2, "0")}`, name, subject, at };
  });
  const strikes = (hazard: Hazard, own: Random): boolean =>
    tally.note(hazard, own.chance(RATES[hazard]));
  return { window, registry, tally, kiosk, tills, campaigns, strikes };
}
