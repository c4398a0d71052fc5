import { parse } from "graphql";
import type { FederatedGateway, GatewayCaller } from "../gateway/index.ts";
import type { ExampleSubjects } from "./landing-examples.ts";

const DOCUMENT = parse(`{ segments { id size members(first: 50) { nodes { id
  identifiers(first: 10) { nodes { namespace value } } } } } }`);

interface Found {
  readonly id: string;
  readonly size: number;
  readonly members: {
    readonly nodes: readonly ({
      readonly id: string;
      readonly identifiers: { readonly nodes: readonly { namespace: string; value: unknown }[] };
    } | null)[];
  };
}

/** Picks who and what the page's examples ask about, by asking the graph as a client of it. */
export async function pickSubjects(
  gateway: Pick<FederatedGateway, "execute">,
  caller: GatewayCaller,
  absorbedAmong: (ids: readonly string[]) => Promise<string | null>,
): Promise<ExampleSubjects> {
  const request = { caller, headers: {}, signal: AbortSignal.timeout(2_000) };
  const { data } = await gateway.execute({ document: DOCUMENT }, request);
  const segments = ((data?.["segments"] ?? []) as readonly Found[]).filter(({ size }) => size > 0);
  const people = segments.flatMap(({ members }) => members.nodes.flatMap((one) => one ?? []));
  const ids = [...new Set(people.map(({ id }) => id))].slice(0, 50);
  const emails = people
    .flatMap(({ identifiers }) => identifiers.nodes)
    .flatMap(({ namespace, value }) =>
      namespace === "email" && typeof value === "string" ? value : [],
    );
  return {
    email: emails[0] ?? "ada@example.org",
    absorbedId: (await absorbedAmong(ids)) ?? ids[0] ?? "",
    ids,
    segment: segments[0]?.id ?? "gold-members",
  };
}
