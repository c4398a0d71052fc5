import type { Random } from "../platform/random.ts";

/**
 * A hostile set of person records with the truth, for any seed: names as skewed as in life, families with one surname,
 * place and postcode, sons named after fathers, twins, people who move, and about ten records a person of which each is
 * mistyped, shortened, incomplete or out of date in its own way. Columns as a register of historical people has them.
 */
export interface DirtyRecord {
  readonly unique_id: string;
  readonly cluster: string;
  readonly full_name: string;
  readonly first_name: string;
  readonly surname: string;
  readonly dob: string;
  readonly birth_place: string;
  readonly postcode_fake: string;
  readonly gender: string;
  readonly occupation: string;
}

interface Person {
  readonly id: string;
  readonly male: boolean;
  readonly given: string;
  readonly middle: string;
  readonly surname: string;
  readonly otherSurname: string | null;
  readonly title: string;
  readonly born: readonly [number, number, number];
  readonly place: string;
  readonly postcodes: readonly string[];
  readonly occupations: readonly string[];
}

const list = (text: string): string[] => text.trim().split(/\s+/);
const MEN =
  list(`john william thomas george james henry charles robert edward richard joseph samuel arthur alfred francis
  frederick david walter albert ernest herbert harold hugh peter daniel alexander benjamin philip edmund stephen andrew
  matthew michael patrick anthony nicholas simon ralph reginald percy gilbert edwin roger leonard augustus christopher
  horace cuthbert godfrey lionel rupert basil ambrose barnaby ellis gerard`);
const WOMEN =
  list(`mary elizabeth anne sarah jane margaret catherine alice emma frances harriet charlotte ellen eleanor martha
  florence edith emily louisa susan maria caroline dorothy agnes hannah rebecca isabella rachel helen julia barbara
  victoria georgiana matilda lucy ethel beatrice winifred constance rose joan judith philippa bridget cecilia agatha
  honor lavinia sybil`);
const HEADS =
  list(`ash black brad bur cal car chad clif cop cran dal den dray east el fair far gold grim hal ham har haw hey
  hol hor hud kel ken king lang lin long lud mar mer mid mor nor oak old pem pen rad red rock rose rut sand shel sher
  stan staf stock sut swin thorn tot wal war wen west whit win wood wy`);
const TAILS =
  list(`ley ton ford ham field wood well worth by don more ridge stead bury cott dale den ell ett hurst man ner
  row sey son stone ter wick yard`);
const TRADES =
  list(`politician writer clergyman cricketer painter lawyer soldier sailor architect merchant physician actor
  engineer musician poet historian banker botanist judge teacher printer journalist sculptor explorer chemist diplomat
  surgeon footballer publisher brewer mathematician astronomer philosopher composer photographer gardener`);
const FORMS: Readonly<Record<string, readonly string[]>> = {
  john: ["jack", "jon"],
  william: ["bill", "will", "wm"],
  thomas: ["tom", "tommy"],
  james: ["jim", "jas"],
  henry: ["harry", "hal"],
  charles: ["charlie", "chas"],
  robert: ["bob", "rob"],
  edward: ["ted", "ned"],
  richard: ["dick", "rich"],
  joseph: ["joe"],
  samuel: ["sam"],
  francis: ["frank"],
  frederick: ["fred"],
  mary: ["molly", "polly"],
  elizabeth: ["eliza", "betty", "beth"],
  sarah: ["sally"],
  margaret: ["maggie", "peggy"],
  catherine: ["kate", "kitty"],
  anne: ["nancy", "ann"],
  eleanor: ["nell"],
  frances: ["fanny"],
  susan: ["sue"],
  alexander: ["alec", "sandy"],
  benjamin: ["ben"],
  daniel: ["dan"],
  george: ["georgie"],
};

/** Makes the records of `people` persons; about ten times as many. */
export function dirtyPeople(random: Random, people: number): DirtyRecord[] {
  const surnames = shuffled(
    random,
    HEADS.flatMap((head) => TAILS.map((tail) => head + tail)),
  );
  const places = shuffled(
    random,
    HEADS.flatMap((head) => TAILS.map((tail) => head + tail)),
  ).slice(0, 150);
  const persons: Person[] = [];
  while (persons.length < people) {
    const family = drawPerson(random, surnames, places, null);
    persons.push(family);
    if (!random.chance(0.35)) continue;
    const size = random.int(1, 4);
    let last: Person = family;
    for (let i = 0; i < size; i++)
      persons.push(
        (last = drawPerson(random, surnames, places, random.chance(0.04) ? last : family)),
      );
  }
  const records = persons.slice(0, people).flatMap((person, p) => {
    const count = Math.max(1, Math.min(21, Math.round(9.8 + 4.5 * random.normal())));
    return Array.from({ length: count }, (_, r) =>
      spoil(random, { ...person, id: `P${String(p)}` }, r, places),
    );
  });
  return shuffled(random, records);
}

function zipf(random: Random, from: readonly string[], skew: number): string {
  // Inverse of a continuous power law: the first of the list is the most frequent.
  const at = Math.floor(from.length * random.next() ** skew);
  return from[Math.min(at, from.length - 1)] ?? "";
}

function drawPerson(
  random: Random,
  surnames: readonly string[],
  places: readonly string[],
  kin: Person | null,
): Person {
  const male = random.chance(0.75);
  const namesake = kin !== null && male === kin.male && random.chance(0.1);
  const place = kin !== null && random.chance(0.7) ? kin.place : zipf(random, places, 2.5);
  const area = areaOf(place);
  const postcode = (): string =>
    `${area}${String(random.int(1, 24))} ${String(random.int(1, 9))}${letter(random)}${letter(random)}`;
  const home = kin !== null && random.chance(0.7) ? (kin.postcodes[0] ?? postcode()) : postcode();
  const near = `${home.split(" ")[0] ?? ""} ${String(random.int(1, 9))}${letter(random)}${letter(random)}`;
  const year =
    kin === null
      ? 1980 - Math.floor(460 * random.next() ** 1.6)
      : kin.born[0] + random.int(-30, 30);
  const yearOnly = random.chance(0.12);
  const surname = kin?.surname ?? zipf(random, surnames, 2.2);
  return {
    id: "",
    male,
    given: namesake ? kin.given : zipf(random, male ? MEN : WOMEN, 2.6),
    middle: random.chance(0.4) ? zipf(random, male ? MEN : WOMEN, 1.5) : "",
    surname,
    otherSurname: random.chance(male ? 0.06 : 0.3) ? zipf(random, surnames, 1.6) : null,
    title: random.chance(0.15)
      ? `${["1st", "2nd", "3rd", "4th"][random.int(0, 3)] ?? ""} ${random.pick(["baron", "earl", "baronet", "viscount"])} ${zipf(random, places, 1.5)}`
      : "",
    born: yearOnly ? [year, 1, 1] : [year, random.int(1, 12), random.int(1, 28)],
    place,
    postcodes: random.chance(0.4)
      ? [home, near]
      : random.chance(0.2)
        ? [home, near, postcode()]
        : [home],
    occupations: [
      zipf(random, TRADES, 2.2),
      ...(random.chance(0.25) ? [zipf(random, TRADES, 1.5)] : []),
    ],
  };
}

function areaOf(place: string): string {
  return place.slice(0, 1) + place.slice(-2, -1);
}

function spoil(random: Random, person: Person, r: number, places: readonly string[]): DirtyRecord {
  let given = random.chance(0.18)
    ? random.pick(FORMS[person.given] ?? [person.given])
    : person.given;
  if (random.chance(0.03) && person.middle !== "") given = person.middle;
  if (random.chance(0.03)) given = given.slice(0, 1);
  let surname =
    person.otherSurname !== null && random.chance(0.3) ? person.otherSurname : person.surname;
  if (random.chance(0.12)) given = mistype(random, given);
  if (random.chance(0.14)) surname = mistype(random, surname);
  if (random.chance(0.02)) [given, surname] = [surname, given];
  const full = [
    given,
    random.chance(0.6) ? person.middle : "",
    surname,
    random.chance(0.6) ? person.title : "",
  ];
  if (random.chance(0.04)) given = "";
  if (random.chance(0.04)) surname = "";
  let postcode = person.postcodes[Math.floor(person.postcodes.length * random.next() ** 1.5)] ?? "";
  if (random.chance(0.08)) postcode = mistype(random, postcode);
  const place = random.chance(0.05) ? zipf(random, places, 2) : person.place;
  const occupation =
    person.occupations[Math.floor(person.occupations.length * random.next() ** 1.5)] ?? "";
  const gap = random.chance(0.1) ? "  " : " ";
  return {
    unique_id: `${person.id}-${String(r)}`,
    cluster: person.id,
    full_name: full.filter((part) => part !== "").join(gap),
    first_name: given,
    surname,
    dob: random.chance(0.22) ? "" : spoilDate(random, person.born),
    birth_place: random.chance(0.12) ? "" : random.chance(0.05) ? mistype(random, place) : place,
    postcode_fake: random.chance(0.22) ? "" : postcode,
    gender: random.chance(0.2) ? "" : person.male !== random.chance(0.01) ? "male" : "female",
    occupation: random.chance(0.5) ? "" : occupation,
  };
}

function spoilDate(random: Random, [year, month, day]: readonly [number, number, number]): string {
  const text = (y: number, m: number, d: number): string =>
    `${String(y)}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
  if (random.chance(0.08)) return text(year, 1, 1);
  if (random.chance(0.03) && day <= 12) return text(year, day, month);
  if (random.chance(0.05)) return text(year + random.int(-2, 2), month, day);
  if (random.chance(0.06)) return text(year, random.int(1, 12), random.int(1, 28));
  if (!random.chance(0.1)) return text(year, month, day);
  const right = text(year, month, day).split("");
  const at = random.pick([2, 3, 6, 8, 9]);
  right[at] = String(random.int(0, 9));
  return right.join("");
}

/** One slip: a letter more, less, other, or two in the wrong order. */
function mistype(random: Random, word: string): string {
  if (word.length < 2) return word;
  const at = random.int(0, word.length - 2);
  const kind = random.int(0, 3);
  const [before, after] = [word.slice(0, at), word.slice(at + 1)];
  if (kind === 0) return before + after;
  if (kind === 1) return before + letter(random) + word.slice(at);
  if (kind === 2) return before + letter(random) + after;
  return before + word.slice(at + 1, at + 2) + word.slice(at, at + 1) + word.slice(at + 2);
}

function letter(random: Random): string {
  return String.fromCharCode(97 + random.int(0, 25));
}

function shuffled<T>(random: Random, from: readonly T[]): T[] {
  const out = from.map((item) => ({ item, at: random.next() }));
  return out.sort((a, b) => a.at - b.at).map(({ item }) => item);
}
