import { afterAll, beforeAll, beforeEach, expect, it } from "@jest/globals";
import type { Database } from "../../../platform/mongo.ts";
import type { Evidence, Identity } from "../../../subgraphs/identity/index.ts";
import { dropAndClose, testDatabase } from "../../support/database.ts";
import { BEGAN, empty, identityOver, toEvidence } from "./harness.ts";
import { tightPolicy } from "./world.ts";

let database: Database;
let identity: Identity;
beforeAll(async () => {
  database = await testDatabase("identity_changed");
  identity = identityOver(database, tightPolicy);
  await identity.ensureIndexes();
});
beforeEach(() => empty(database));
afterAll(() => dropAndClose(database));

const say = (event: string, minute: number, ...values: string[]): Evidence => {
  const identifiers = values.map((value) => ({ namespace: value.split("-")[0] ?? "", value }));
  const made = toEvidence(identity, event, { identifiers, minute });
  if (made === null) throw new Error("identifies nobody");
  return made;
};

it("names nobody where a customer has new profiles, and nothing else is new", async () => {
  const { changed: made } = await identity.resolve([say("e1", 10, "user_id-1")]);
  expect(made).toHaveLength(1);
  const grown = say("e2", 11, "user_id-1", "cookie-1");
  expect((await identity.resolve([grown])).changed).toEqual([]);
  expect((await identity.resolve([say("e3", 12, "user_id-1", "cookie-2")])).changed).toEqual([]);
  // Worked again it might have died before it was evaluated, and it is named.
  expect((await identity.resolve([grown])).changed).toEqual(made);
});

it("names a customer that was seen earlier than was known", async () => {
  const { changed: made } = await identity.resolve([say("e1", 10, "user_id-1")]);
  expect((await identity.resolve([say("e2", 9, "user_id-1")])).changed).toEqual(made);
});

it("names a customer that got an identifier which decided something before anybody had it", async () => {
  const { changed: made } = await identity.resolve([say("e1", 10, "user_id-1")]);
  const later = say("e2", 11, "user_id-1", "cookie-1");
  const cookie = later.identifiers.find(({ namespace }) => namespace === "cookie");
  await database.transaction((session) =>
    identity.project(
      [
        {
          identifiers: [cookie?.id ?? ""],
          purpose: "marketing",
          at: new Date(BEGAN),
          denied: true,
        },
      ],
      session,
    ),
  );
  expect((await identity.resolve([later])).changed).toEqual(made);
});
