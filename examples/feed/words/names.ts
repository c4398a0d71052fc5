import type { Country } from "./places.ts";

const GERMAN_FIRST = words(
  "Anna Lena Katharina Sabine Petra Ursula Jana Mia Emma Clara Greta Ida Franziska Birgit Heike Nele Marlene Tanja Silke Renate Lukas Jonas Felix Paul Maximilian Stefan Jürgen Uwe Matthias Thomas Sebastian Björn Tim Niklas Moritz Günther Karl Emil Anton Rolf",
);
const GERMAN_LAST = words(
  "Ahlbrecht Bergfeld Brückner Dörfler Eichhorn Falkenberg Gärtner Hagedorn Hohmann Immler Jungnickel Kaltenbach Köster Lindau Lohse Marquardt Möllering Nordmann Ostermeier Pfeiffer Quandt Rademacher Riedel Sauerland Schönfeld Steinhauer Thiele Uhlig Vollmer Wagenknecht Weidemann Wiesner Zellner Zöllner Auer Bachleitner Egger Gruber Huber Inauen Kessler Lechner Moser Nussbaumer Oberholzer Pichler Rüegg Steiner Tobler Wyss",
);
const ENGLISH_FIRST = words(
  "Alice Beth Charlotte Daisy Eleanor Freya Georgia Harriet Imogen Jessica Katie Lucy Molly Nicola Olivia Poppy Rachel Sophie Tess Zoe Adam Ben Callum Daniel Edward Finn George Harry Isaac Jack Kieran Liam Marcus Nathan Oliver Peter Ryan Samuel Theo William",
);
const ENGLISH_LAST = words(
  "Abbott Barlow Caldwell Dawson Ellwood Fairclough Garside Hartley Ingram Jessop Kirkby Langford Merrick Norwood Oakden Pemberton Quigley Radcliffe Stanhope Thackray Underhill Vickers Whitlock Yardley Ashworth Blythe Copeland Denholm Everett Fenwick Granger Holloway Ibbotson Kershaw Lockwood Mather Nesbitt Ogden Prescott Rowntree",
);

/** The names that are given and borne in a country. */
export function namesOf(country: Country): { first: readonly string[]; last: readonly string[] } {
  return country === "GB" || country === "US"
    ? { first: ENGLISH_FIRST, last: ENGLISH_LAST }
    : { first: GERMAN_FIRST, last: GERMAN_LAST };
}

function words(text: string): readonly string[] {
  return text.split(" ");
}
