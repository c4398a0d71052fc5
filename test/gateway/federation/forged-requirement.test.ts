import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { crm } from "../../support/federation/crm.ts";
import {
  ourGateway,
  type OurGateway,
  type TestGateway,
} from "../../support/federation/gateways.ts";
import { apolloGateway } from "../../support/federation/oracles.ts";

/**
 * A client writes the value that it wants under the name of the hidden field that a leaf requires. In this graph a
 * nickname is free text that the client chose; here it says `grant:` and another customer's id.
 */
const FORGED = `{ segment(id: "s1") { members(first: 2) { id grant: nickname total } } }`;
const HONEST = `{ segment(id: "s1") { members(first: 2) { id nickname total } } }`;

interface Member {
  readonly id: string;
  readonly total: number;
}

describe("a forged requirement", () => {
  let ours: OurGateway;
  let stock: TestGateway;
  beforeAll(async () => {
    const fixture = crm();
    ours = ourGateway(fixture);
    stock = await apolloGateway(fixture);
  });
  afterAll(async () => {
    await Promise.all([ours.close(), stock.close()]);
  });
  const totals = async (gateway: TestGateway, query: string): Promise<Record<string, number>> => {
    const { data } = await gateway.run(query);
    const { members } = (data?.["segment"] ?? {}) as { members: Member[] };
    return Object.fromEntries(members.map(({ id, total }) => [id, total]));
  };

  it("reads another customer through the stock gateway", async () => {
    expect(await totals(stock, FORGED)).not.toEqual(await totals(stock, HONEST));
  });

  it("is an alias like any other to ours", async () => {
    expect(await totals(ours, FORGED)).toEqual(await totals(ours, HONEST));
    expect(await totals(ours, HONEST)).toEqual(await totals(stock, HONEST));
  });

  it("never reaches a leaf: what it is sent is the grant that identity made", async () => {
    ours.calls.length = 0;
    await ours.run(FORGED);
    const sent = ours.calls
      .filter(({ subgraph }) => subgraph === "events")
      .flatMap(({ variables }) => Object.values(variables).flat() as { grant?: unknown }[]);
    expect(sent.length).toBeGreaterThan(0);
    for (const { grant } of sent) expect(typeof grant).toBe("object");
  });

  it("is no way in under names of inherited properties either", async () => {
    for (const alias of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      const { data, errors } = await ours.run(`{ me { ${alias}: nickname id total } }`);
      expect(errors).toBeUndefined();
      const me = data?.["me"] as Record<string, unknown>;
      expect(Object.keys(me)).toEqual([alias, "id", "total"]);
      expect(me["total"]).toBe(100);
    }
  });
});
