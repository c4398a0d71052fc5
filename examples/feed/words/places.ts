/** ISO 3166-1 alpha-2. */
export type Country = "DE" | "AT" | "CH" | "GB" | "US";

/** What the feed knows of a country. */
export interface Place {
  readonly weight: number;
  readonly currency: string;
  readonly locale: string;
  readonly cities: readonly (readonly [city: string, postalCode: string])[];
  readonly streets: readonly string[];
  /** Made up; no block list names them. */
  readonly mailDomains: readonly string[];
}

const GERMAN_STREETS = [
  "Lindenstraße",
  "Bahnhofstr.",
  "Am Mühlbach",
  "Gartenweg",
  "Hauptstraße",
  "Birkenallee",
  "Schulgasse",
  "Kirchplatz",
];
const ENGLISH_STREETS = [
  "Mill Lane",
  "Station Road",
  "Orchard Street",
  "Church Row",
  "Elm Avenue",
  "Harbour View",
];

/** Where customers live. */
export const PLACES: Readonly<Record<Country, Place>> = {
  DE: {
    weight: 50,
    currency: "EUR",
    locale: "de-DE",
    cities: [
      ["Berlin", "10437"],
      ["Hamburg", "22765"],
      ["München", "80469"],
      ["Köln", "50674"],
      ["Leipzig", "04229"],
      ["Freiburg", "79098"],
    ],
    streets: GERMAN_STREETS,
    mailDomains: ["mailhaven.de", "postkorbo.de", "funkbrief.de", "netzpost-nord.de"],
  },
  AT: {
    weight: 12,
    currency: "EUR",
    locale: "de-AT",
    cities: [
      ["Wien", "1070"],
      ["Graz", "8010"],
      ["Linz", "4020"],
    ],
    streets: GERMAN_STREETS,
    mailDomains: ["donaubrief.at", "mailhaven.de"],
  },
  CH: {
    weight: 10,
    currency: "CHF",
    locale: "de-CH",
    cities: [
      ["Zürich", "8004"],
      ["Bern", "3011"],
      ["Basel", "4057"],
    ],
    streets: GERMAN_STREETS,
    mailDomains: ["alpenbrief.ch", "mailhaven.de"],
  },
  GB: {
    weight: 18,
    currency: "GBP",
    locale: "en-GB",
    cities: [
      ["London", "E8 3PN"],
      ["Leeds", "LS6 2AB"],
      ["Bristol", "BS3 4QA"],
    ],
    streets: ENGLISH_STREETS,
    mailDomains: ["inboxly.co.uk", "letterloft.co.uk"],
  },
  US: {
    weight: 10,
    currency: "USD",
    locale: "en-US",
    cities: [
      ["Boston", "02116"],
      ["Chicago", "60614"],
      ["Oakland", "94609"],
    ],
    streets: ENGLISH_STREETS,
    mailDomains: ["letterloft.com", "parcelmail.us"],
  },
};
