import type { Caller } from "../../platform/caller.ts";
import type { Clock } from "../../platform/clock.ts";
import { sealScope } from "../../platform/customer-scope.ts";
import type { FieldGuard } from "../../platform/guard-fields.ts";
import type { Keys } from "../../platform/keys.ts";
import type { Labels } from "../../platform/labels.ts";
import type { Database } from "../../platform/mongo.ts";
import type { Purpose } from "../../platform/purposes.ts";
import type { QualityPolicy } from "../../platform/quality.ts";
import { DateTime, Json, scopeScalar } from "../../platform/scalars.ts";
import { subgraphSchema, type Subgraph } from "../../platform/subgraph.ts";
import type { ChangeIdentity, IdentityContext, PreviewMerge } from "./context.ts";
import { openLiveMatcher } from "./domain/match/live-matcher.ts";
import type { MatchModel } from "./domain/match/model.ts";
import type { IdentityPolicy } from "./domain/policy.ts";
import type { TraitRules } from "./domain/quality/trait-rules.ts";
import { compileRules } from "./domain/rules.ts";
import { selectedKey } from "./domain/selector.ts";
import { compileSurvivorship, type SurvivorshipPolicy } from "./domain/survivorship.ts";
import { createLoaders } from "./loaders.ts";
import { createMetricsPort, type IdentityMetricsPort } from "./metrics-port.ts";
import { createPort, type IdentityPort } from "./port.ts";
import { Customer } from "./resolvers/Customer.ts";
import { IdentityLink } from "./resolvers/IdentityLink.ts";
import { IdentityNode } from "./resolvers/IdentityNode.ts";
import { IdentityProfile } from "./resolvers/IdentityProfile.ts";
import { MatchReview } from "./resolvers/MatchReview.ts";
import { MatchSide } from "./resolvers/MatchSide.ts";
import { MergePreview } from "./resolvers/MergePreview.ts";
import { Mutation } from "./resolvers/Mutation.ts";
import { Query } from "./resolvers/Query.ts";
import { Trait } from "./resolvers/Trait.ts";
import { ensureIndexes, openStore } from "./store/collections.ts";
import { ensureCountIndexes } from "./store/metrics/counts.ts";
import type { Resolvers } from "./types.generated.ts";

export { defaultPolicy } from "./domain/default-policy.ts";
export type { Evidence } from "./domain/evidence.ts";
export type { IdentifiedSet, IdentifierKey, RawIdentifier } from "./domain/identify.ts";
export type { Progress, SourceRecord } from "./domain/match/batch.ts";
export type { Evaluation } from "./domain/match/evaluate.ts";
export { learnFromRecords, type Learned } from "./domain/match/learn.ts";
export { fieldsOf, labelOf, mappingSchema, type Mapping } from "./domain/match/mapping.ts";
export { openMatcher, type Matcher, type MatchScore } from "./domain/match/matcher.ts";
export { matchModelSchema, type MatchModel } from "./domain/match/model.ts";
export { identityPolicySchema, type IdentityPolicy } from "./domain/policy.ts";
export {
  defaultSurvivorship,
  survivorshipSchema,
  type SurvivorshipPolicy,
} from "./domain/survivorship.ts";
export type { TraitRules } from "./domain/quality/trait-rules.ts";
export type {
  CustomerDescription,
  CustomerSelection,
  FoundCustomer,
  IdentityPort,
} from "./port.ts";
export type { ChangeIdentity, PreviewMerge } from "./context.ts";
export type { OperationRequest } from "./domain/operation.ts";
export type { ProjectedDecision } from "./store/decisions.ts";
export type { Resolution } from "./store/resolve.ts";
export { addFlow, shareOf, type FlowCounts } from "./domain/metrics/flow-counts.ts";
export { stitchMessage } from "./domain/metrics/stitch-alarm.ts";
export type { IdentityMetricsPort } from "./metrics-port.ts";

/** The identity subgraph: who is who, and what is known of them. */
export interface Identity extends Subgraph<IdentityContext>, IdentityPort {
  /** The figures of identity. */
  readonly metrics: IdentityMetricsPort;
  /** Makes the indexes; call once at start. */
  ensureIndexes(): Promise<void>;
}

/** What the identity subgraph is handed. */
export interface IdentityDependencies {
  readonly database: Database;
  readonly keys: Keys;
  readonly policy: IdentityPolicy;
  /** Which of a trait's statements is in force. */
  readonly survivorship: SurvivorshipPolicy;
  /** How quality is scored. */
  readonly quality: QualityPolicy;
  /** What tracking plans say of traits. */
  readonly traitRules: TraitRules;
  readonly purposes: readonly Purpose[];
  readonly labels: Labels;
  readonly clock: Clock;
  readonly scopeForm: "sealed" | "signed";
  /** The model that records are matched by; null: by shared identifiers alone. */
  readonly matchModel?: MatchModel | null;
  /** The pipeline's verb behind merges and splits. */
  readonly changeIdentity: ChangeIdentity;
  /** The pipeline's verb behind `previewMerge`. */
  readonly previewMerge: PreviewMerge;
}

/** A profile is what a customer is made of: its key and whose it is lead there, its identifiers and ties are theirs. */
const PROFILE_GUARD: FieldGuard = {
  type: "IdentityProfile",
  scope: "customers:read",
  open: ["key", "customer"],
};

/** Opens the subgraph over a database. */
export function createIdentity(dependencies: IdentityDependencies): Identity {
  const { database, keys, policy, purposes, labels, clock, scopeForm, quality, traitRules } =
    dependencies;
  const { changeIdentity, previewMerge } = dependencies;
  const store = openStore(database.db);
  const rules = compileRules(policy);
  const survivorship = compileSurvivorship(dependencies.survivorship);
  const resolvers: Resolvers = {
    Query,
    Mutation,
    MergePreview,
    Customer,
    IdentityLink,
    IdentityNode,
    IdentityProfile,
    MatchReview,
    MatchSide,
    Trait,
  };
  const { matchModel = null } = dependencies;
  const matcher = matchModel === null ? null : openLiveMatcher(matchModel);
  const port = createPort({ database, store, rules, survivorship, matcher, keys, purposes, clock });
  const metrics = createMetricsPort({ store, rules, matcher, clock });
  const schema = subgraphSchema(
    "identity",
    resolvers,
    [DateTime, Json, scopeScalar(scopeForm, keys)],
    [PROFILE_GUARD],
  );
  return {
    ...port,
    metrics,
    name: "identity",
    get schema() {
      return schema();
    },
    contextFor: (caller: Caller) => ({
      caller,
      labels,
      rules,
      survivorship,
      changeIdentity,
      previewMerge,
      simulate: port.simulate,
      labelsOfField: (field) =>
        new Set(matcher?.traitsOf(field).flatMap((trait) => [...labels.of(trait, null)])),
      reviews: port.reviews,
      findMatches: port.findMatches,
      quality,
      traitRules,
      metrics,
      clock,
      loaders: createLoaders({ store, rules, matcher, purposes }),
      keyOf: (identifier, field) => selectedKey(identifier, field, rules, keys),
      seal: (grant) => sealScope(grant, caller, clock().getTime()),
    }),
    ensureIndexes: async () => {
      await Promise.all([ensureIndexes(store), ensureCountIndexes(store)]);
    },
  };
}
