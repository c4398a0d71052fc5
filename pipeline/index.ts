import type { Caller } from "../platform/caller.ts";
import type { Clock } from "../platform/clock.ts";
import { AppError, badInput } from "../platform/errors.ts";
import type { Labels } from "../platform/labels.ts";
import type { Log } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Database } from "../platform/mongo.ts";
import type { Consent, RecordConsent } from "../subgraphs/consent/index.ts";
import type { Events, Ingest, NotedBatch, ReplayQuarantine } from "../subgraphs/events/index.ts";
import type { ChangeIdentity, Identity, PreviewMerge } from "../subgraphs/identity/index.ts";
import type { Segments } from "../subgraphs/segments/index.ts";
import { createAccept } from "./acceptance/accept.ts";
import { createForesee } from "./acceptance/foresee.ts";
import type { Accept } from "./acceptance/item.ts";
import { createChangeIdentity, createPreviewMerge } from "./change-identity.ts";
import { createFlow, type WriteFlow } from "./flow.ts";
import { createLiveWatch } from "./live/watch-live.ts";
import { MOST_BATCH_ITEMS } from "./wire/batch-calls.ts";
import { createLease } from "./lease.ts";
import { createIdentityWatch, FLOW_FIGURE } from "./metrics/identity-watch.ts";
import { createIngestMetrics, WORKER_FIGURES } from "./metrics/ingest-metrics.ts";
import { startQualityRounds, type QualityRounds } from "./quality/quality-rounds.ts";
import { createQualityWatch } from "./quality/watch-quality.ts";
import type { CompiledPlan } from "./plans/compile-plan.ts";
import { createViolationCounter } from "./plans/count-violations.ts";
import { createJudgePlan } from "./plans/judge.ts";
import { createFindPii } from "./pii/create-find-pii.ts";
import { createReplay } from "./quarantine/replay.ts";
import { createRecordConsent } from "./record-consent.ts";
import { createStandardise } from "./standardise/create-standardise.ts";
import { createComputeTraits } from "./steps/compute-traits.ts";
import { createEvaluateCustomers, createEvaluateSegments } from "./steps/evaluate-segments.ts";
import type { SourceRegistry } from "./sources/registry.ts";
import { createGatherFacts } from "./steps/gather-facts.ts";
import { createMatchRecords } from "./steps/match-records.ts";
import { createDecideTogether, createRecordDecisions } from "./steps/record-decisions.ts";
import { createRoom, requireRoom, type Room } from "./room.ts";
import { createResolveIdentity } from "./steps/resolve-identity.ts";
import { finishOperations, startUpkeep, type Upkeep } from "./upkeep.ts";
import { startWorker, type Worker } from "./worker.ts";

export type { Accept, ItemResult, SentItem } from "./acceptance/item.ts";
export type { ImportDescription } from "./imports/describe-import.ts";
export { formatOfName } from "./imports/file-format.ts";
export type { Authenticate } from "./http/ingest-handler.ts";
export { createHealthPage } from "./health-page/health-page.ts";
export { createWriteHandlers, type WriteHandlers } from "./http/write-handlers.ts";
export type { CompiledPlan } from "./plans/compile-plan.ts";
export { createJudgePlan } from "./plans/judge.ts";
export { diffPlans, type PlanChange } from "./plans/diff-plans.ts";
export { judgeLines, type JudgedFile } from "./plans/judge-lines.ts";
export { describePlan } from "./plans/describe-plan.ts";
export { createTraitRules } from "./plans/trait-rules.ts";
export { readPlan } from "./plans/read-plan.ts";
export { describeSource } from "./sources/describe-source.ts";
export { openSources } from "./sources/open-sources.ts";
export type { RegisteredSource, SourceRegistry, Sources } from "./sources/registry.ts";
export type { Upkeep } from "./upkeep.ts";
export type { Worker } from "./worker.ts";

/** The write journey over the four subgraphs. */
export interface Pipeline {
  /** Takes a batch in; durable when it resolves. */
  readonly accept: Accept;
  /** The verb behind the mutation `ingest`. */
  readonly ingest: Ingest;
  /** The verb behind the mutation `replayQuarantine`. */
  readonly replayQuarantine: ReplayQuarantine;
  /** The verb behind the mutation `recordConsent`. */
  readonly recordConsent: RecordConsent;
  /** The verb behind merges and splits by hand. */
  readonly changeIdentity: ChangeIdentity;
  /** The verb behind the query `previewMerge`. */
  readonly previewMerge: PreviewMerge;
  /** Works accepted events up to done. */
  readonly flow: WriteFlow;
  /** Whether more can be taken in. */
  readonly room: Pick<Room, "busySeconds" | "isBusyForImports">;
  /** Evaluates whom merges, splits and repairs left to be evaluated. */
  finishOperations(): Promise<void>;
  /** Hands on what is still counted in memory; call before the database is closed. */
  flush(): Promise<void>;
  /** Starts the worker and the rounds by time; one of each a process that is to do the work. */
  start(onHeld?: (held: number) => void): StartedWork;
}

/** The work of a process, begun. */
export interface StartedWork {
  readonly worker: Worker;
  readonly upkeep: Upkeep;
  readonly quality: QualityRounds;
  /** The lease of the worker. */
  readonly holder: string;
}

/** Who works what is accepted here, where that is not this pipeline's own worker. */
export interface WorkedElsewhere {
  /** Its lease; null where nobody has in hand what is accepted here. */
  holder(): string | null;
  /** How many events it holds and has not finished. */
  backlog(): number;
}

/** The figures of the work alone, by their names: a process whose worker is elsewhere has them from there. */
export const WORK_FIGURES = [...WORKER_FIGURES, FLOW_FIGURE];

/** What the pipeline is handed. */
export interface PipelineDependencies {
  readonly database: Database;
  readonly identity: Identity;
  readonly events: Events;
  readonly consent: Consent;
  readonly segments: Segments;
  readonly purposes: ReadonlySet<string>;
  /** The tracking plans that events are judged by. */
  readonly plans: readonly CompiledPlan[];
  /** The sources that this deployment knows: a record is read anew by its source. */
  readonly sources: SourceRegistry;
  /** Which fields are labelled: personal data elsewhere is out of place. */
  readonly labels: Labels;
  /** The country that values are taken to be written in where nothing else says so (ISO 3166-1 alpha-2). */
  readonly defaultRegion: string | null;
  readonly clock: Clock;
  readonly log: Log;
  /** Where the write path puts its figures. */
  readonly metrics: Metrics;
  /** How often to look for work that nobody announced, milliseconds. */
  readonly pollMs: number;
  readonly onAccepted: (batch: NotedBatch) => void;
  /** Absent where this pipeline's own worker, if it is started, works what is accepted here. */
  readonly workedBy?: WorkedElsewhere;
}

/** Volume is compared by the hour: sooner there is little new. */
const QUALITY_ROUND_MS = 10 * 60_000;
const COUNTS_IN_MEMORY_MS = 1_000;

/** Puts the write journey together. */
export function createPipeline(dependencies: PipelineDependencies): Pipeline {
  const { database, identity, events, consent, segments, purposes, clock } = dependencies;
  const quality = createQualityWatch({ ...dependencies, everyMs: COUNTS_IN_MEMORY_MS });
  const resolved = createIdentityWatch({ ...dependencies, everyMs: COUNTS_IN_MEMORY_MS });
  const violations = createViolationCounter(dependencies);
  const figures = createIngestMetrics(dependencies);
  const tellLive = createLiveWatch(events.live);
  const lease = createLease(dependencies);
  const working: { worker?: Worker } = {};
  const workedBy = dependencies.workedBy ?? {
    holder: lease.holder,
    backlog: () => working.worker?.backlog() ?? 0,
  };
  const chain = {
    ...dependencies,
    standardise: createStandardise(dependencies),
    findPii: createFindPii(dependencies),
  };
  const taken = createAccept({
    ...chain,
    holder: () => workedBy.holder(),
    judgePlan: createJudgePlan(dependencies.plans, violations.count),
    watch: (...judged) => {
      quality.watch(...judged);
      figures.watch(...judged);
      tellLive(...judged);
    },
  });
  const room = createRoom({ ...dependencies, held: () => workedBy.backlog() });
  const accept = room.counted(figures.timed(taken));
  const foresee = createForesee({
    ...chain,
    judgePlan: createJudgePlan(dependencies.plans, () => undefined),
  });
  const gatherFacts = createGatherFacts(identity, events);
  const evaluate = createEvaluateCustomers(database, segments, gatherFacts, clock);
  const decideTogether = createDecideTogether(database, consent, identity);
  const flow = figures.delayed(
    createFlow({
      resolveIdentity: createResolveIdentity(identity, resolved.watch),
      matchRecords: createMatchRecords(identity),
      recordDecisions: createRecordDecisions(decideTogether),
      computeTraits: createComputeTraits(events),
      evaluateSegments: createEvaluateSegments(evaluate),
    }),
  );
  return {
    accept,
    flow,
    room,
    flush: async () => {
      await Promise.all([quality.flush(), violations.flush(), resolved.flush()]);
    },
    changeIdentity: createChangeIdentity(identity, evaluate),
    previewMerge: createPreviewMerge(identity, segments, gatherFacts, clock),
    finishOperations: () => finishOperations({ identity, evaluate }),
    ingest: (sent, caller) => ingest(accept, room, sent, caller),
    replayQuarantine: createReplay({
      events,
      accept,
      room,
      foresee,
      clock,
      readerOf: (source) => dependencies.sources.find(source)?.reader ?? null,
    }),
    recordConsent: createRecordConsent({
      identity,
      consent,
      decideTogether,
      evaluate,
      purposes,
      clock,
    }),
    start: (onHeld = () => undefined) => {
      const upkeep = startUpkeep({
        ...dependencies,
        evaluate,
        lease,
        everyMs: dependencies.pollMs,
      });
      const leaving = {
        share: lease.share,
        // What upkeep has in hand is computed by these definitions: until it is done the lease says so.
        stop: async () => {
          await upkeep.stop();
          await lease.stop();
        },
      };
      const worker = startWorker({ ...dependencies, flow, lease: leaving, onHeld });
      working.worker = worker;
      lease.start(async () => {
        await endAbandoned(dependencies);
        worker.wake();
      });
      figures.worked(worker);
      return {
        worker,
        holder: lease.share().worker,
        quality: startQualityRounds({ ...dependencies, everyMs: QUALITY_ROUND_MS }),
        upkeep,
      };
    },
  };
}

// What a killed worker had open would hold its customers back.
async function endAbandoned({ database, log }: PipelineDependencies): Promise<void> {
  try {
    const ended = await database.endAbandoned();
    if (ended > 0) log.warn({ ended }, "ended transactions of a process that is gone");
  } catch (error) {
    log.warn({ err: error }, "cannot end transactions of processes that are gone; they expire");
  }
}

/** Accepts what came by GraphQL, whose names are those of the wire, whose kinds are in capitals. */
async function ingest(
  accept: Accept,
  room: Pick<Room, "busySeconds">,
  sent: Parameters<Ingest>[0],
  caller: Caller,
): ReturnType<Ingest> {
  requireRoom(room.busySeconds());
  if (sent.length > MOST_BATCH_ITEMS)
    throw new AppError(
      "PAYLOAD_TOO_LARGE",
      `input.events: has ${String(sent.length)} events; ${String(MOST_BATCH_ITEMS)} are the most.`,
      { field: "input.events" },
    );
  if (sent.length === 0) throw badInput("input.events", "is empty; give at least one event");
  const items = sent.map(({ type, timestamp, sentAt, ...rest }) => ({
    live: true,
    raw: {
      ...rest,
      type: type.toLowerCase(),
      ...(timestamp instanceof Date ? { timestamp: timestamp.toISOString() } : {}),
      ...(sentAt instanceof Date ? { sentAt: sentAt.toISOString() } : {}),
    },
  }));
  const results = await accept(items, caller.source);
  return results.map((result) => ({ ...result, notes: [...result.notes] }));
}
