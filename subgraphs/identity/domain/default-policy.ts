import type { IdentityPolicy } from "./policy.ts";

/**
 * The rules that hold where a deployment states none.
 *
 * - A loyalty card is a `record`: cards are lost and replaced, so a person may have several; and one card that is used
 *   by many people (a household's, a till's own) is generic.
 * - A device or a browser seen with two anchors goes to neither: its records follow the anchor that they carry.
 * - Only the e-mail addresses and numbers of the last year are counted: people change them. A number that was not seen
 *   for three years joins nobody: numbers are given to others.
 * - Nobody has 2,000 neighbours: a user id that has belongs to a test account or a till.
 * - `defaultRegion` is the country of the shipped sample shop; numbers in international form do not need it.
 */
export const defaultPolicy: IdentityPolicy = {
  version: 1,
  defaultRegion: "DE",
  namespaces: [
    {
      name: "user_id",
      class: "anchor",
      priority: 10,
      normaliser: "id@1",
      maxPerCustomer: 1,
      window: null,
      maxAnchorsPerValue: null,
      maxNeighbours: 2_000,
      lifetime: null,
      leastEntropy: null,
    },
    {
      name: "crm_id",
      class: "record",
      priority: 20,
      normaliser: "id@1",
      maxPerCustomer: 50,
      window: null,
      maxAnchorsPerValue: null,
      maxNeighbours: 2_000,
      lifetime: null,
      leastEntropy: null,
    },
    {
      name: "loyalty_id",
      class: "record",
      priority: 30,
      normaliser: "id@1",
      maxPerCustomer: 5,
      window: null,
      maxAnchorsPerValue: 5,
      maxNeighbours: 200,
      lifetime: null,
      leastEntropy: null,
    },
    {
      name: "email",
      class: "contact",
      priority: 40,
      normaliser: "email@1",
      maxPerCustomer: 5,
      window: 365,
      maxAnchorsPerValue: 2,
      maxNeighbours: 50,
      lifetime: null,
      leastEntropy: null,
    },
    {
      name: "phone",
      class: "contact",
      priority: 50,
      normaliser: "phone@1",
      maxPerCustomer: 5,
      window: 365,
      maxAnchorsPerValue: 3,
      maxNeighbours: 50,
      lifetime: 1095,
      leastEntropy: null,
    },
    {
      name: "device_id",
      class: "device",
      priority: 60,
      normaliser: "device@1",
      maxPerCustomer: 50,
      window: null,
      maxAnchorsPerValue: 1,
      maxNeighbours: 50,
      lifetime: null,
      leastEntropy: 1,
    },
    {
      name: "anonymous_id",
      class: "session",
      priority: 70,
      normaliser: "id@1",
      maxPerCustomer: 1000,
      window: null,
      maxAnchorsPerValue: 1,
      maxNeighbours: 50,
      lifetime: null,
      leastEntropy: 1,
    },
    {
      name: "cookie",
      class: "session",
      priority: 80,
      normaliser: "id@1",
      maxPerCustomer: 1000,
      window: null,
      maxAnchorsPerValue: 1,
      maxNeighbours: 50,
      lifetime: null,
      leastEntropy: 1,
    },
  ],
  blocked: {
    values: [
      "null",
      "undefined",
      "none",
      "nil",
      "nan",
      "anonymous",
      "unknown",
      "test",
      "guest",
      "n/a",
      "na",
      "-1",
      "true",
      "false",
      "[object object]",
    ],
    patterns: [
      { pattern: "^[0\\s._-]+$", namespace: null, reason: "is nothing but zeros or dashes" },
      {
        pattern: "^(test|null|none|unknown|anonymous|noemail)@",
        namespace: null,
        reason: "is a stand-in",
      },
      { pattern: "@test\\.[a-z]+$", namespace: null, reason: "is a stand-in" },
      {
        pattern:
          "^(info|no-?reply|do-?not-?reply|admin|administrator|support|sales|contact|hello|office|help|service|billing|marketing|newsletter|webmaster|postmaster|hostmaster|abuse|mailer-daemon|root)@",
        namespace: "email",
        reason: "is the mailbox of a role, not of a person",
      },
    ],
    longest: 256,
  },
  mergesMayExceedLimits: false,
};
