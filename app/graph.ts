import type { Clock } from "../platform/clock.ts";
import type { Keys } from "../platform/keys.ts";
import type { Log } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Database } from "../platform/mongo.ts";
import {
  createPipeline,
  createTraitRules,
  describePlan,
  describeSource,
  type CompiledPlan,
  type Pipeline,
  type SourceRegistry,
  type WorkedElsewhere,
} from "../pipeline/index.ts";
import { createConsent, type Consent } from "../subgraphs/consent/index.ts";
import {
  createEvents,
  type ComputedDefinition,
  type NotedBatch,
  type Events,
} from "../subgraphs/events/index.ts";
import { createIdentity, type Identity, type MatchModel } from "../subgraphs/identity/index.ts";
import { createSegments, type Segments } from "../subgraphs/segments/index.ts";
import type { Policy } from "./policy.ts";

/** The four subgraphs over one database, and the write journey over them. */
export interface Graph {
  readonly identity: Identity;
  readonly events: Events;
  readonly consent: Consent;
  readonly segments: Segments;
  readonly pipeline: Pipeline;
  /** Makes every index; call once before use. */
  ensureIndexes(): Promise<void>;
}

/** What the graph is handed. */
export interface GraphDependencies {
  readonly database: Database;
  readonly keys: Keys;
  readonly policy: Policy;
  /** The model that people's records are matched by; absent: by shared identifiers alone. */
  readonly matchModel?: MatchModel | null;
  /** The tracking plans that events are judged by. */
  readonly plans: readonly CompiledPlan[];
  /** What is computed of a customer's events. */
  readonly computedTraits: readonly ComputedDefinition[];
  /** The sources that this deployment knows. */
  readonly sources: SourceRegistry;
  readonly clock: Clock;
  readonly log: Log;
  /** Where every part puts its figures. */
  readonly metrics: Metrics;
  /** `sealed` where gateway and subgraphs share a process, `signed` where a scope travels. */
  readonly scopeForm: "sealed" | "signed";
  /** How often to look for work that nobody announced. */
  readonly pollMs: number;
  /** Told of what was accepted here. */
  readonly onAccepted: (batch: NotedBatch) => void;
  /** Who works what is accepted here, where that is not this graph's own worker. */
  readonly workedBy?: WorkedElsewhere;
  /** Told that a definition changed here. */
  readonly onDefinition: () => void;
}

/** Puts the same parts together for every topology; a process serves or works those that are its own. */
export function createGraph(dependencies: GraphDependencies): Graph {
  const { policy, onDefinition } = dependencies;
  const shared = { ...dependencies, ...policy };
  // Some mutations change the state of several subgraphs: their verb is the pipeline's, which is made of them.
  const late: { pipeline?: Pipeline } = {};
  const pipelineOf = (): Pipeline => {
    if (late.pipeline === undefined) throw new Error("the pipeline is not there yet");
    return late.pipeline;
  };
  const identity = createIdentity({
    ...shared,
    policy: policy.identity,
    traitRules: createTraitRules(dependencies.plans),
    changeIdentity: (request) => pipelineOf().changeIdentity(request),
    previewMerge: (a, b) => pipelineOf().previewMerge(a, b),
  });
  const events = createEvents({
    ...shared,
    computedTraits: dependencies.computedTraits,
    trackingPlans: dependencies.plans.map(describePlan),
    sources: dependencies.sources.list().map((one) => describeSource(one, dependencies.plans)),
    ingest: (...sent) => pipelineOf().ingest(...sent),
    replayQuarantine: (...request) => pipelineOf().replayQuarantine(...request),
  });
  const consent = createConsent({
    ...shared,
    recordConsent: (...input) => pipelineOf().recordConsent(...input),
  });
  const segments = createSegments({
    ...shared,
    basis: JSON.stringify(policy.survivorship),
    onChanged: onDefinition,
  });
  const pipeline = createPipeline({
    ...dependencies,
    identity,
    events,
    consent,
    segments,
    labels: policy.labels,
    defaultRegion: policy.identity.defaultRegion,
    purposes: new Set(policy.purposes.map((purpose) => purpose.id)),
  });
  late.pipeline = pipeline;
  return {
    identity,
    events,
    consent,
    segments,
    pipeline,
    ensureIndexes: async () => {
      await Promise.all([identity, events, consent, segments].map((one) => one.ensureIndexes()));
    },
  };
}
