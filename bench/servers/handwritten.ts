import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createRecognise, loadClients } from "../../app/clients.ts";
import { loadConfig } from "../../app/config.ts";
import { openProcess } from "../../app/open-process.ts";
import { effectiveConsent } from "../../subgraphs/consent/domain/effective-consent.ts";
import { openStore as openConsent } from "../../subgraphs/consent/store.ts";
import { splitKey } from "../../subgraphs/events/domain/split-key.ts";
import { openStore as openEvents } from "../../subgraphs/events/store.ts";
import { toCustomerRecord } from "../../subgraphs/identity/domain/customer-record.ts";
import { compileSurvivorship } from "../../subgraphs/identity/domain/survivorship.ts";
import { NOT_COUNTED, traitsInForce } from "../../subgraphs/identity/domain/traits-in-force.ts";
import { compileRules } from "../../subgraphs/identity/domain/rules.ts";
import { openStore as openIdentity } from "../../subgraphs/identity/store/collections.ts";
import { valueCodec } from "../../subgraphs/identity/store/value-codec.ts";
import { openStore as openSegments } from "../../subgraphs/segments/store.ts";
import { readText } from "./serve-apollo.ts";

/** The 360 as somebody would write it by hand, without GraphQL: projections, one round trip a collection. */
const config = loadConfig(process.env);
const { graph, database, policy } = await openProcess(config, {
  onAccepted: null,
  scopeForm: "sealed",
});
const identity = openIdentity(database.db);
const events = openEvents(database.db);
const consent = openConsent(database.db);
const segments = openSegments(database.db);
const rules = compileRules(policy.identity);
const survivorship = compileSurvivorship(policy.survivorship);
const recognise = createRecognise(loadClients(undefined, policy));
const names = new Map((await graph.segments.definitions()).map((one) => [one.id, one]));

interface Selector {
  readonly id?: string;
  readonly identifier?: { readonly namespace: string; readonly value: string };
}

async function read360(selectors: readonly Selector[]): Promise<unknown[]> {
  const keys = selectors.map(({ id, identifier }) =>
    identifier === undefined
      ? (id ?? "")
      : (graph.identity.identify([identifier]).identifiers[0]?.id ?? ""),
  );
  const holders = await identity.identifiers
    .find({ _id: { $in: keys } }, { projection: { customer: 1 } })
    .toArray();
  const holderOf = new Map(holders.map((one) => [one._id, one.customer]));
  const ids = [...new Set([...holderOf.values()].flatMap((id) => id ?? []))];
  const [profiles, identifiers] = await Promise.all([
    identity.profiles
      .find({ customer: { $in: ids } }, { projection: { customer: 1, first: 1, traits: 1 } })
      .toArray(),
    identity.identifiers
      .find(
        { customer: { $in: ids } },
        { projection: { customer: 1, ns: 1, value: 1, first: 1, decisions: 1 } },
      )
      .toArray(),
  ]);
  const records = ids.map((id) =>
    toCustomerRecord(
      id,
      profiles
        .filter(({ customer }) => customer === id)
        .map(({ _id, first, traits }) => ({ key: _id, first, traits })),
      identifiers
        .filter(({ customer }) => customer === id)
        .map(({ _id, ns, value, first, decisions }) => ({
          id: _id,
          namespace: ns,
          value: valueCodec.decode(value),
          first,
          decisions: decisions ?? {},
        })),
      rules,
      policy.purposes,
    ),
  );
  const [timelines, decided, belonging] = await Promise.all([
    database.db
      .aggregate<{ i: number; found: { _id: string; ts: Date; key: string }[] }>([
        { $documents: records.map((one, i) => ({ i, keys: one.profiles.map(({ key }) => key) })) },
        {
          $lookup: {
            from: events.events.collectionName,
            localField: "keys",
            foreignField: "profile",
            pipeline: [
              { $sort: { ts: -1, _id: -1 } },
              { $limit: 21 },
              { $project: { ts: 1, key: 1 } },
            ],
            as: "found",
          },
        },
        { $project: { i: 1, found: 1 } },
      ])
      .toArray(),
    consent.decisions.find({ _id: { $in: identifiers.map(({ _id }) => _id) } }).toArray(),
    segments.memberships
      .find({ _id: { $in: ids } }, { projection: { "read.memberships": 1 } })
      .toArray(),
  ]);
  const decisionsOf = new Map(decided.map((one) => [one._id, one.p]));
  const timelineOf = new Map(timelines.map(({ i, found }) => [i, found]));
  const membershipsOf = new Map(belonging.map(({ _id, read }) => [_id, read.memberships]));
  const shown = new Map(
    records.map((record, i) => {
      const found = timelineOf.get(i) ?? [];
      const page = found.slice(0, 20);
      const last = page.at(-1);
      return [
        record.id,
        {
          id: record.id,
          identifiers: {
            nodes: record.identifiers
              .slice(0, 50)
              .map(({ namespace, value }) => ({ namespace, value })),
          },
          traits: traitsInForce(record.profiles, null, survivorship, NOT_COUNTED).map(
            ({ key, value, source, updatedAt }) => ({ key, value, source, updatedAt }),
          ),
          events: {
            nodes: page.map(({ _id, ts, key }) => ({ id: _id, ...splitKey(key), timestamp: ts })),
            pageInfo: {
              hasNextPage: found.length > 20,
              endCursor:
                last === undefined
                  ? null
                  : Buffer.from(JSON.stringify([last.ts.getTime(), last._id])).toString(
                      "base64url",
                    ),
            },
          },
          consents: policy.purposes.map((purpose) => {
            const some = record.identifiers.flatMap(
              ({ id }) => decisionsOf.get(id)?.[purpose.id] ?? [],
            );
            return { purpose: purpose.id, status: effectiveConsent(purpose, some).status };
          }),
          segments: (membershipsOf.get(record.id) ?? []).flatMap(
            ({ segment: id, enteredAt, exitedAt }) => {
              const segment = names.get(id);
              if (exitedAt !== null || segment === undefined) return [];
              if (!record.purposes.includes(segment.purpose)) return [];
              return { segment: { id, name: segment.name }, enteredAt };
            },
          ),
        },
      ];
    }),
  );
  return keys.map((key) => shown.get(holderOf.get(key) ?? "") ?? null);
}

const server = createServer((request, response) => {
  void (async () => {
    recognise(request.headers);
    const { variables } = JSON.parse(await readText(request)) as {
      variables: { by: Selector | Selector[] };
    };
    const data = Array.isArray(variables.by)
      ? { customers: await read360(variables.by) }
      : { customer: (await read360([variables.by]))[0] };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ data }));
  })();
});
server.listen(0, "127.0.0.1", () => {
  console.log(`ready http://127.0.0.1:${String((server.address() as AddressInfo).port)}/graphql`);
});
