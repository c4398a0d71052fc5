import type { Caller } from "../../platform/caller.ts";
import type { Clock } from "../../platform/clock.ts";
import { openScope } from "../../platform/customer-scope.ts";
import type { FieldGuard } from "../../platform/guard-fields.ts";
import type { Keys } from "../../platform/keys.ts";
import type { Labels } from "../../platform/labels.ts";
import type { Database } from "../../platform/mongo.ts";
import type { Purpose } from "../../platform/purposes.ts";
import { DateTime, Duration, Json, scopeScalar } from "../../platform/scalars.ts";
import { subgraphSchema, type Subgraph } from "../../platform/subgraph.ts";
import type { SegmentsContext } from "./context.ts";
import { openDefinitions } from "./definitions.ts";
import { createLoaders } from "./loaders.ts";
import { createPort, type SegmentsPort } from "./port.ts";
import { Customer } from "./resolvers/Customer.ts";
import { Mutation } from "./resolvers/Mutation.ts";
import { Query } from "./resolvers/Query.ts";
import { Segment } from "./resolvers/Segment.ts";
import { ensureIndexes, openStore } from "./store.ts";
import type { Resolvers } from "./types.generated.ts";

export type { WrittenDefinition } from "./define.ts";
export type { CustomerFacts, FactsNeeded, Touch } from "./domain/customer-facts.ts";
export type { SegmentDefinition } from "./domain/segment-definition.ts";
export type { Backfill, Evaluation, SegmentsPort } from "./port.ts";

/** The segments subgraph: versioned rules, and who belongs to them. */
export interface Segments extends Subgraph<SegmentsContext>, SegmentsPort {
  /** Makes the indexes; call once at start. */
  ensureIndexes(): Promise<void>;
}

/** What the segments subgraph is handed. */
export interface SegmentsDependencies {
  readonly database: Database;
  readonly keys: Keys;
  readonly purposes: readonly Purpose[];
  readonly labels: Labels;
  readonly clock: Clock;
  readonly scopeForm: "sealed" | "signed";
  /** What evaluation rests on beside the evidence, as text: where it changes, everybody is evaluated anew. */
  readonly basis: string;
  /** Told that a definition came into force here: everybody is to be evaluated. */
  readonly onChanged: () => void;
}

/** Who may read a membership, or defined a segment, may know which one it is; who is in it and why needs more. */
const SEGMENT_GUARD: FieldGuard = {
  type: "Segment",
  scope: "segments:read",
  open: ["id", "name", "description", "version", "evaluatedVersion", "purpose", "updatedAt"],
};

/** Opens the subgraph over a database. */
export function createSegments(dependencies: SegmentsDependencies): Segments {
  const { database, keys, purposes, labels, clock, scopeForm, basis, onChanged } = dependencies;
  const store = openStore(database.db);
  const definitions = openDefinitions(store, database, basis);
  const port = createPort(store, definitions, purposes, clock, basis, onChanged);
  const resolvers: Resolvers = { Query, Mutation, Segment, Customer };
  const scalars = [DateTime, Json, Duration, scopeScalar(scopeForm, keys)];
  const schema = subgraphSchema("segments", resolvers, scalars, [SEGMENT_GUARD]);
  return {
    ...port,
    name: "segments",
    get schema() {
      return schema();
    },
    contextFor: (caller: Caller) => ({
      caller,
      labels,
      definitions,
      upsert: (...definition) => port.upsert(...definition),
      loaders: createLoaders(store, definitions),
      grantOf: (scope) => openScope(scope, caller, keys, clock().getTime()),
    }),
    ensureIndexes: () => ensureIndexes(store),
  };
}
