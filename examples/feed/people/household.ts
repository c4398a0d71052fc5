import { RATES } from "../hazards/rates.ts";
import type { Random } from "../../../platform/random.ts";
import { PLACES, type Country } from "../words/places.ts";
import { drawDevice } from "./device.ts";
import type { Household } from "./person.ts";
import { drawPhone } from "./phone.ts";
import type { Registry } from "./registry.ts";

const COUNTRIES = Object.entries(PLACES).map(
  ([country, { weight }]) => [country as Country, weight] as const,
);

/** Draws a household; `most` is how many people are left to house. */
export function drawHousehold(
  id: string,
  most: number,
  registry: Registry,
  random: Random,
): Household {
  const country = random.weighted(COUNTRIES);
  const size = Math.min(
    most,
    random.weighted([
      [1, 45],
      [2, 30],
      [3, 13],
      [4, 12],
    ]),
  );
  const [city, postalCode] = random.pick(PLACES[country].cities);
  const together = size > 1;
  return {
    id,
    country,
    city,
    postalCode,
    street: `${random.pick(PLACES[country].streets)} ${String(random.int(1, 140))}`,
    size,
    landline:
      together && random.chance(RATES.landline)
        ? registry.claim("phone", () => drawPhone(country, "landline", random))
        : null,
    tablet: together && random.chance(RATES.sharedTablet) ? drawDevice(random) : null,
    couple: together && random.chance(RATES.coupleEmail),
    disagrees: together && random.chance(RATES.disagreeingHousehold),
  };
}
