const SHORT = /^[A-Za-z\d]{15}$/;
const PART = 5;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/**
 * A record's id in the form of 18 characters, in which APIs write it. Reports and the pages of Salesforce write the one of 15,
 * which tells capitals from small letters; the three more say where the capitals are, a letter for each five characters, the
 * first the lowest bit (Salesforce Help, "Record IDs"). What has another form stays as it is.
 */
export function longId(id: string): string {
  if (!SHORT.test(id)) return id;
  let long = id;
  for (let from = 0; from < id.length; from += PART) {
    const part = id.slice(from, from + PART).matchAll(/[A-Z]/g);
    long += LETTERS.charAt([...part].reduce((sum, { index }) => sum + (1 << index), 0));
  }
  return long;
}
