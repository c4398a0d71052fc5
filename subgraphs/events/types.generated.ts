import type { CustomerScope } from '../../platform/customer-scope.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CustomerReference } from '../../platform/customer-reference.ts';
import type { EventRecord } from './domain/event-record.ts';
import type { ReceivedMessage } from './domain/received-event.ts';
import type { QuarantineEntry, AppliedPatch, Attempt } from './domain/quarantine/quarantine-entry.ts';
import type { ComputedTraitRecord } from './domain/computed/computed-record.ts';
import type { ComputedDefinition } from './domain/computed/definition.ts';
import type { EventsContext } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  CustomerScope: { input: CustomerScope; output: CustomerScope; }
  /** An instant in UTC, ISO 8601 with milliseconds: `2026-05-01T12:00:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  /** Any JSON value, as it was sent. */
  JSON: { input: unknown; output: unknown; }
  _FieldSet: { input: string; output: string; }
};

/** What is computed of a customer's events under one key. */
export type ComputedTrait = {
  readonly __typename?: 'ComputedTrait';
  /** False while events of the past are still being worked for a new or changed definition. */
  readonly complete: Scalars['Boolean']['output'];
  /** The definition's key. */
  readonly key: Scalars['String']['output'];
  /** True where the value is withheld: it is computed from, or asks about, a labelled property. */
  readonly masked: Scalars['Boolean']['output'];
  /** Why the value is withheld; null where it is not. */
  readonly maskedBecause?: Maybe<MaskReason>;
  /**
   * The value; null where it is masked, or where no event gives it one. A number, but for `first`, `last` and
   * `most_frequent` (a value of the property, or the event's time), and `unique_list` (a list of values).
   */
  readonly value?: Maybe<Scalars['JSON']['output']>;
  /** The definition's version. */
  readonly version: Scalars['Int']['output'];
};

/** A definition of a computed trait: a file of `COMPUTED_TRAITS_DIR`. */
export type ComputedTraitDefinition = {
  readonly __typename?: 'ComputedTraitDefinition';
  /** False while events of the past are still being worked for it. */
  readonly complete: Scalars['Boolean']['output'];
  /** The rest of the definition, as its file says, durations in days. */
  readonly definition: Scalars['JSON']['output'];
  /** What it means. */
  readonly description: Scalars['String']['output'];
  /** Its key. */
  readonly key: Scalars['String']['output'];
  /** How the value is computed. */
  readonly type: ComputedTraitType;
  /** Its version, as its file says. */
  readonly version: Scalars['Int']['output'];
  /** How many days count, in UTC, today included; null where all do. */
  readonly windowDays?: Maybe<Scalars['Int']['output']>;
};

/** How a computed trait comes to its value. */
export type ComputedTraitType =
  /** The mean of a property. */
  | 'AVERAGE'
  /** How many events. */
  | 'COUNT'
  /** The property of the first event, or its time. */
  | 'FIRST'
  /** The property of the last event, or its time. */
  | 'LAST'
  /** The greatest value of a property. */
  | 'MAX'
  /** The least value of a property. */
  | 'MIN'
  /** The value of a property that was there most often; of those the one seen last. */
  | 'MOST_FREQUENT'
  /** A count or sum over another; null where the other is 0. */
  | 'RATIO'
  /** Weights of events that halve with every half-life. */
  | 'SCORE'
  /** How many days or weeks in a row, the current run or the longest. */
  | 'STREAK'
  /** The sum of a property, without rounding errors. */
  | 'SUM'
  /** How many distinct values a property had. */
  | 'UNIQUE_COUNT'
  /** The distinct values of a property, those seen last first. */
  | 'UNIQUE_LIST';

/** The customer's events. */
export type Customer = {
  readonly __typename?: 'Customer';
  /**
   * What is computed of the customer's events. Windows are whole days in UTC, today included, at the time of the read.
   * Errors: `BAD_USER_INPUT` (a key that is not defined).
   */
  readonly computedTraits?: Maybe<ReadonlyArray<ComputedTrait>>;
  /** How often each named event happened, most frequent first. */
  readonly eventCounts?: Maybe<ReadonlyArray<EventCount>>;
  /** The customer's timeline: what happened, newest first. Stable under writes: a page never repeats or skips an event. */
  readonly events?: Maybe<EventConnection>;
  readonly ref: Scalars['ID']['output'];
  readonly scope: Scalars['CustomerScope']['output'];
};


/** The customer's events. */
export type CustomerComputedTraitsArgs = {
  keys?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** The customer's events. */
export type CustomerEventCountsArgs = {
  names?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  since?: InputMaybe<Scalars['DateTime']['input']>;
};


/** The customer's events. */
export type CustomerEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** How long events take from happening to arrival; estimated within buckets, null where none were accepted. */
export type DelayQuantiles = {
  readonly __typename?: 'DelayQuantiles';
  /** Half of them within so many milliseconds. */
  readonly p50Ms?: Maybe<Scalars['Float']['output']>;
  /** 19 of 20 within so many milliseconds. */
  readonly p95Ms?: Maybe<Scalars['Float']['output']>;
};

/** Something that happened. */
export type Event = {
  readonly __typename?: 'Event';
  /** Where it happened; labelled values are null where they are masked, see `maskedPaths`. */
  readonly context?: Maybe<Scalars['JSON']['output']>;
  /** The event's id, made from its source and message id. */
  readonly id: Scalars['ID']['output'];
  /** The paths in `properties` and `context` whose values are withheld: `properties.email`. */
  readonly maskedPaths: ReadonlyArray<Scalars['String']['output']>;
  /** The sender's own id of it. */
  readonly messageId: Scalars['String']['output'];
  /** The event's name for `TRACK`, the page's or screen's for `PAGE` and `SCREEN`; null otherwise. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** What it carries; labelled values are null where they are masked, see `maskedPaths`. */
  readonly properties?: Maybe<Scalars['JSON']['output']>;
  /** When it was accepted. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** The source that it came from. */
  readonly source: Scalars['String']['output'];
  /** When it happened. */
  readonly timestamp: Scalars['DateTime']['output'];
  /** The kind of call. */
  readonly type: EventType;
};

/** A page of events. */
export type EventConnection = {
  readonly __typename?: 'EventConnection';
  /** The same, with their cursors. */
  readonly edges: ReadonlyArray<EventEdge>;
  /** The events of this page. */
  readonly nodes: ReadonlyArray<Event>;
  /** Where this page lies. */
  readonly pageInfo: PageInfo;
};

/** How often something happened. */
export type EventCount = {
  readonly __typename?: 'EventCount';
  /** How often. */
  readonly count: Scalars['Int']['output'];
  /** When it happened last. */
  readonly lastAt: Scalars['DateTime']['output'];
  /** The event's, page's or screen's name; null for kinds without one. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The kind of call. */
  readonly type: EventType;
};

/** An event and its place in the list. */
export type EventEdge = {
  readonly __typename?: 'EventEdge';
  /** Opaque; give it as `after` to go on behind this event. */
  readonly cursor: Scalars['String']['output'];
  /** The event. */
  readonly node: Event;
};

/** Which events to list; all conditions must hold. */
export type EventFilter = {
  /** Only events, pages and screens of these names; at most 50. */
  readonly names?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Only events at or after this instant. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only these kinds. */
  readonly types?: InputMaybe<ReadonlyArray<EventType>>;
  /** Only events before this instant. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** One event in the Segment wire format (Segment spec, common fields). */
export type EventInput = {
  /** The id of a visitor who is not signed in. */
  readonly anonymousId?: InputMaybe<Scalars['String']['input']>;
  /** Where it happened: device, page, campaign, consent, external ids (Segment spec, context). */
  readonly context?: InputMaybe<Scalars['JSON']['input']>;
  /** What happened; required for `TRACK`. */
  readonly event?: InputMaybe<Scalars['String']['input']>;
  /** The account; required for `GROUP`. */
  readonly groupId?: InputMaybe<Scalars['String']['input']>;
  /** The sender's own id of this event, 1 to 100 characters: the same id from the same source is stored once. Made where absent. */
  readonly messageId?: InputMaybe<Scalars['String']['input']>;
  /** The page or screen; for `PAGE` and `SCREEN`. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The id that `userId` was known by before; required for `ALIAS`. */
  readonly previousId?: InputMaybe<Scalars['String']['input']>;
  /** What the event carries: an object. */
  readonly properties?: InputMaybe<Scalars['JSON']['input']>;
  /** When it was sent; does not count as content. */
  readonly sentAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** When it happened; the time of arrival where absent. */
  readonly timestamp?: InputMaybe<Scalars['DateTime']['input']>;
  /** What is stated of the person: an object; for `IDENTIFY` and `GROUP`. */
  readonly traits?: InputMaybe<Scalars['JSON']['input']>;
  /** The kind of call. */
  readonly type: EventType;
  /** The person's id in the sender's system. */
  readonly userId?: InputMaybe<Scalars['String']['input']>;
};

/** The quality of one event key of a source. */
export type EventQuality = {
  readonly __typename?: 'EventQuality';
  /** From happening to arrival. */
  readonly delay: DelayQuantiles;
  /** Reason codes, most frequent first; at most 50. */
  readonly faults: ReadonlyArray<TextCount>;
  /** Their fields: required ones first, then by path. */
  readonly fields: ReadonlyArray<FieldQuality>;
  /** The event key: `track:Order Completed`, `identify:`; `(unreadable)` and `(other)` stand for what has none. */
  readonly key: Scalars['String']['output'];
  /** When the last of them came; null where only its plan speaks of it. */
  readonly lastSeenAt?: Maybe<Scalars['DateTime']['output']>;
  /** What was left out of accepted ones, most frequent first; at most 50. */
  readonly notes: ReadonlyArray<TextCount>;
  /** What became of such events. */
  readonly outcomes: OutcomeCounts;
  /** The plan that the last of them was held against: `web@3`. */
  readonly plan?: Maybe<Scalars['String']['output']>;
  /** Their quality; consistency is not known by event. */
  readonly score: QualityScore;
};

/** The kind of call (Segment spec). */
export type EventType =
  /** Two ids are one person's. */
  | 'ALIAS'
  /** Somebody belongs to an account. */
  | 'GROUP'
  /** States who somebody is, and traits of theirs. */
  | 'IDENTIFY'
  /** A page that was viewed. */
  | 'PAGE'
  /** A screen of an app that was viewed. */
  | 'SCREEN'
  /** Something that somebody did. */
  | 'TRACK';

/** The quality of one field of an event key. */
export type FieldQuality = {
  readonly __typename?: 'FieldQuality';
  /**
   * Share of events that hold it ÷ expected share, 1 at most; null where nothing is expected, and where too many names came
   * to tell how often it was there.
   */
  readonly completeness?: Maybe<Scalars['Float']['output']>;
  /** Events that hold null or blank text in it. */
  readonly empty: Scalars['Int']['output'];
  /** The share of events that is expected to hold it; null where nothing is expected. */
  readonly expectedShare?: Maybe<Scalars['Float']['output']>;
  /** Whether the plan requires it. */
  readonly isRequired: Scalars['Boolean']['output'];
  /** The kinds of its values, by count. */
  readonly kinds: ReadonlyArray<TextCount>;
  /** The path: `properties.price`, `traits.email`, `userId`. */
  readonly path: Scalars['String']['output'];
  /** Events that hold a value in it. */
  readonly present: Scalars['Int']['output'];
  /** The share of events that this field is no fault of. */
  readonly validity?: Maybe<Scalars['Float']['output']>;
};

/** One distinct set of identifiers that were seen together. */
export type IdentityProfile = {
  readonly __typename?: 'IdentityProfile';
  /** Its key. */
  readonly key: Scalars['ID']['output'];
};

/** What is wrong with an event. */
export type IngestFault = {
  readonly __typename?: 'IngestFault';
  /** Stable reason code. */
  readonly code: Scalars['String']['output'];
  /** The field at fault. */
  readonly field?: Maybe<Scalars['String']['output']>;
  /** What is wrong with it and what to do. */
  readonly message: Scalars['String']['output'];
  /** The tracking plan that finds fault, name and version: `web@3`; null where it is not a plan's fault. */
  readonly plan?: Maybe<Scalars['String']['output']>;
};

/** A batch of events. */
export type IngestInput = {
  /** The events, in any order; at most 2,500. */
  readonly events: ReadonlyArray<EventInput>;
};

/** What became of an event. */
export type IngestOutcome =
  | 'ACCEPTED'
  | 'DUPLICATE'
  | 'QUARANTINED'
  | 'REJECTED';

/** What became of a batch: the four counts add up to the events sent. */
export type IngestPayload = {
  readonly __typename?: 'IngestPayload';
  /** Stored now. */
  readonly accepted: Scalars['Int']['output'];
  /** Stored before, with the same content. */
  readonly duplicate: Scalars['Int']['output'];
  /** Kept aside for a person to look at: the same id with other content. */
  readonly quarantined: Scalars['Int']['output'];
  /** Not stored: the result says why. */
  readonly rejected: Scalars['Int']['output'];
  /** One result for each event, in the order sent. */
  readonly results: ReadonlyArray<IngestResult>;
};

/** What became of one event. */
export type IngestResult = {
  readonly __typename?: 'IngestResult';
  /** Why it was rejected or quarantined; null otherwise. */
  readonly error?: Maybe<IngestFault>;
  /** The event's id in the graph; null where it was rejected. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Its place in the batch, from 0. */
  readonly index: Scalars['Int']['output'];
  /** Its message id, the sender's or the one made here; null where it had none that could be read. */
  readonly messageId?: Maybe<Scalars['String']['output']>;
  /** What was left out of an accepted event, and why: values that identify nobody, purposes nobody defined. */
  readonly notes: ReadonlyArray<Scalars['String']['output']>;
  /** What became of it. */
  readonly outcome: IngestOutcome;
};

/** How far the write path is. */
export type IngestStatus = {
  readonly __typename?: 'IngestStatus';
  /** Events accepted and not yet resolved. */
  readonly pending: Scalars['Int']['output'];
  /** Events in quarantine. */
  readonly quarantined: Scalars['Int']['output'];
};

/** Why a labelled value is withheld. The first that applies, in this order. */
export type MaskReason =
  /** The purpose of the request is not in force for this customer: consent is missing or denied. */
  | 'NO_CONSENT'
  /** The request named no purpose and its client has none by default. */
  | 'NO_PURPOSE'
  /** The client's credential does not carry the scope for this label. */
  | 'NO_SCOPE';

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Settles waiting entries that nobody will replay. They stay readable. Needs the scope `quarantine:write`. */
  readonly discardQuarantined: ReadonlyArray<QuarantineResult>;
  /**
   * Sends events, with the field names of the Segment spec. The source is the credential's. Answers once every accepted
   * event is durable; one result for each event, in order. At most 2,500 events, 32 KB each. Errors: `FORBIDDEN`,
   * `BAD_USER_INPUT`, `TOO_MANY_REQUESTS` (more events wait to be worked than may: nothing of the call was accepted; send
   * it again, with the same ids, after the seconds of `extensions.retryAfter`).
   */
  readonly ingest: IngestPayload;
  /**
   * Changes what a replay will send of waiting entries; what was sent first is kept. Needs the scope `quarantine:write`;
   * a JSON Patch, which can copy what it does not name, needs `quarantine:read-original` as well.
   */
  readonly patchQuarantined: ReadonlyArray<QuarantineResult>;
  /**
   * Sends entries once more, patched, by the way that everything comes in by, under the plans of now. What succeeds is
   * `REPLAYED`; what fails waits on, with its new reason. Sending twice stores once. A call goes on for about four seconds
   * or 500 entries, oldest first: `left` says how many there are behind, `endCursor` where to go on. Needs the scope
   * `quarantine:write`. Errors: `TOO_MANY_REQUESTS` (as with `ingest`; nothing was replayed).
   */
  readonly replayQuarantine: QuarantineReplay;
};


export type MutationDiscardQuarantinedArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
  reason: Scalars['String']['input'];
};


export type MutationIngestArgs = {
  input: IngestInput;
};


export type MutationPatchQuarantinedArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
  patch: Scalars['JSON']['input'];
};


export type MutationReplayQuarantineArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  filter?: InputMaybe<QuarantineFilter>;
  ids?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** What became of events. */
export type OutcomeCounts = {
  readonly __typename?: 'OutcomeCounts';
  /** Stored for the first time. */
  readonly accepted: Scalars['Int']['output'];
  /** Stored before, with the same content. */
  readonly duplicate: Scalars['Int']['output'];
  /** Put aside. */
  readonly quarantined: Scalars['Int']['output'];
  /** Refused. */
  readonly rejected: Scalars['Int']['output'];
};

/** Where a page lies in its list (Relay cursor connections). */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last entry; null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** True where more follow. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** True where this page does not start the list. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first entry; null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** What becomes of an event that breaks its tracking plan. */
export type PlanMode =
  /** It is accepted; the violation is counted. */
  | 'ALLOW'
  /** It is put aside until somebody replays or discards it. */
  | 'QUARANTINE'
  /** It is refused. */
  | 'REJECT'
  /** It is accepted, and the answer has a note. */
  | 'WARN';

/** How often one kind of event broke one rule of a tracking plan. */
export type PlanViolation = {
  readonly __typename?: 'PlanViolation';
  /** The reason code; docs/quarantine.md lists them. */
  readonly code: Scalars['String']['output'];
  /** How many events. */
  readonly count: Scalars['Int']['output'];
  /** The kind of event; the name `(others)` stands for those beyond 5,000 kinds of violation a process and day. */
  readonly event: ViolatingEvent;
  /** The message id of one of them; null where they came without. */
  readonly exampleMessageId?: Maybe<Scalars['String']['output']>;
  /** The field: `properties.products[].price`; null where the event as a whole is meant. */
  readonly field?: Maybe<Scalars['String']['output']>;
  /** When the first of them came. */
  readonly firstAt: Scalars['DateTime']['output'];
  /** When the last of them came. */
  readonly lastAt: Scalars['DateTime']['output'];
  /** What the plan did about it. */
  readonly mode: PlanMode;
  /** The plan's name and version: `web@3`. */
  readonly plan: Scalars['String']['output'];
  /** The source that sent the events. */
  readonly source: Scalars['String']['output'];
};

/** An event that a tracking plan declares. */
export type PlannedEvent = {
  readonly __typename?: 'PlannedEvent';
  /** What it means, in the plan's words; null where the plan does not say. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** What becomes of such events with wrong or missing fields or identifiers. */
  readonly mode: PlanMode;
  /** The event's, page's or screen's name; null where the entry is for all calls of the kind. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The fields that it requires, of `properties` and `traits`: `properties.price`. */
  readonly requiredFields: ReadonlyArray<Scalars['String']['output']>;
  /** The kind of call. */
  readonly type: EventType;
};

/** Something that is not as it was. */
export type QualityAlarm = {
  readonly __typename?: 'QualityAlarm';
  /** When it was over; null while it stands. */
  readonly clearedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What was expected. */
  readonly expected: Scalars['Float']['output'];
  /** The field; null where it is not about one. */
  readonly field?: Maybe<Scalars['String']['output']>;
  /** The event key; null where it is about all of the source's events. */
  readonly key?: Maybe<Scalars['String']['output']>;
  /** What it is about. */
  readonly kind: QualityAlarmKind;
  /** What is wrong, for a person. */
  readonly message: Scalars['String']['output'];
  /** What was observed: events, a share, or a stability index. */
  readonly observed: Scalars['Float']['output'];
  /** How far away: standard deviations, or the stability index. */
  readonly score: Scalars['Float']['output'];
  /** Since when. */
  readonly since: Scalars['DateTime']['output'];
  /** The source. */
  readonly source: Scalars['String']['output'];
};

/** What an alarm is about. */
export type QualityAlarmKind =
  /** A field is there far less often than on the days before. */
  | 'FIELD_MISSING'
  /** The values of a field are of other kinds than on the days before. */
  | 'KIND_SHIFT'
  /** The source's events of a day are others than those of the days before. */
  | 'MIX_SHIFT'
  /** Far fewer events than at the same hours of the weeks before. */
  | 'VOLUME_DROP';

/** The quality of a source's day. */
export type QualityPoint = {
  readonly __typename?: 'QualityPoint';
  /** Midnight, UTC. */
  readonly day: Scalars['DateTime']['output'];
  /** The outcomes of the day. */
  readonly outcomes: OutcomeCounts;
  /** The day's quality; consistency is not known by day. */
  readonly score: QualityScore;
};

/** One number for quality, and the parts that it is the weighted mean of; 0 to 1. A part that is not known is null and does not count. */
export type QualityScore = {
  readonly __typename?: 'QualityScore';
  /** How much of what is expected of events they hold: what the plan requires, and what is usually there. */
  readonly completeness?: Maybe<Scalars['Float']['output']>;
  /** How often the source's statements about customers are those of other sources. */
  readonly consistency?: Maybe<Scalars['Float']['output']>;
  /** How current events are when they arrive. */
  readonly freshness?: Maybe<Scalars['Float']['output']>;
  /** The number; null where no part is known. */
  readonly score?: Maybe<Scalars['Float']['output']>;
  /** The share of events that were sent for the first time. */
  readonly uniqueness?: Maybe<Scalars['Float']['output']>;
  /** The share of events in which nothing is wrong. */
  readonly validity?: Maybe<Scalars['Float']['output']>;
};

/** A replay of an entry. */
export type QuarantineAttempt = {
  readonly __typename?: 'QuarantineAttempt';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** The client that replayed it. */
  readonly client: Scalars['String']['output'];
  /** Why it failed; null where it did not. */
  readonly error?: Maybe<IngestFault>;
  /** What acceptance said. */
  readonly outcome: IngestOutcome;
};

/** Which entries of the quarantine; all conditions must hold. */
export type QuarantineFilter = {
  /** Only with a fault in this field, as the entry names it: `properties.total`. */
  readonly field?: InputMaybe<Scalars['String']['input']>;
  /** Only what this tracking plan finds fault with: `web@3`. */
  readonly plan?: InputMaybe<Scalars['String']['input']>;
  /** Only with this reason code; docs/quarantine.md lists them. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Only what came at or after this instant. */
  readonly since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only of this source. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** Only in this state. */
  readonly state?: InputMaybe<QuarantineState>;
  /** Only what came before this instant. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What became of an entry that was to be replayed, patched or discarded. */
export type QuarantineOutcome =
  /** It was discarded before; nothing was changed. */
  | 'ALREADY_DISCARDED'
  /** It was replayed before; nothing was changed. */
  | 'ALREADY_REPLAYED'
  /** Another replay or change is at it; nothing was changed. Try again in half a minute. */
  | 'BUSY'
  /** Its replay was cut off, and it may be an event already: replay it again before anything else. Nothing was changed. */
  | 'CUT_OFF'
  /** It is discarded. */
  | 'DISCARDED'
  /** It was put aside or refused again: it waits on, the error says why. */
  | 'FAILED_AGAIN'
  /** There is no entry of this id. */
  | 'NOT_FOUND'
  /** The patch is applied. */
  | 'PATCHED'
  /** The patch does not fit; nothing was changed. */
  | 'PATCH_REFUSED'
  /** It is an event now; in a dry run, it would be. */
  | 'REPLAYED';

/** A change of what a replay sends. */
export type QuarantinePatch = {
  readonly __typename?: 'QuarantinePatch';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** The client that made it. */
  readonly client: Scalars['String']['output'];
  /** JSON Patch (RFC 6902) where it is a list, JSON Merge Patch (RFC 7396) where it is an object; null where withheld. */
  readonly patch?: Maybe<Scalars['JSON']['output']>;
};

/** What became of a replay. */
export type QuarantineReplay = {
  readonly __typename?: 'QuarantineReplay';
  /** Give it as `after` to go on; null where nothing was tried, or ids were given. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** How many failed again, and wait on. */
  readonly failed: Scalars['Int']['output'];
  /** How many entries of the filter wait behind those of this call; 0 where ids were given. */
  readonly left: Scalars['Int']['output'];
  /** How many are events now. */
  readonly replayed: Scalars['Int']['output'];
  /** One result for each entry: in the order of the ids, or oldest first. */
  readonly results: ReadonlyArray<QuarantineResult>;
  /** How many were not tried: not there, settled before, or in another replay's hands. */
  readonly skipped: Scalars['Int']['output'];
};

/** What became of one entry. */
export type QuarantineResult = {
  readonly __typename?: 'QuarantineResult';
  /** Why it failed again, or why the patch does not fit; null otherwise. */
  readonly error?: Maybe<IngestFault>;
  /** The event that it was replayed as; null where it was not. */
  readonly eventId?: Maybe<Scalars['ID']['output']>;
  /** The entry's id. */
  readonly id: Scalars['ID']['output'];
  /** What became of it. */
  readonly outcome: QuarantineOutcome;
};

/** What became of something that was put aside. */
export type QuarantineState =
  /** Somebody decided that it will not be an event. */
  | 'DISCARDED'
  /** It was sent once more, and is an event now. */
  | 'REPLAYED'
  /** It waits for somebody to replay or discard it. */
  | 'WAITING';

/**
 * Why contents of the quarantine are withheld. Nobody is known yet whose consent could be asked, so no purpose opens
 * them; a scope of its own does.
 */
export type QuarantineWithheld =
  /** The credential does not have the scope `quarantine:read-original`. */
  | 'NO_SCOPE';

/** Something that was put aside: what came, why it waits, and what was done about it. It is kept whatever is done. */
export type QuarantinedEvent = {
  readonly __typename?: 'QuarantinedEvent';
  /** How often it was replayed. */
  readonly attempts: Scalars['Int']['output'];
  /** What a replay sends: the event, or the source's record, with the patches applied. Null where it is withheld. */
  readonly body?: Maybe<Scalars['JSON']['output']>;
  /** Why it was discarded; null where it was not. */
  readonly discardReason?: Maybe<Scalars['String']['output']>;
  /** Why it waits, by the last attempt; what it waited for, where it is settled. */
  readonly error: IngestFault;
  /** The event that it was replayed as; null where it was not, or where its record says nothing. */
  readonly eventId?: Maybe<Scalars['ID']['output']>;
  /** The entry's id, made from the event's id and what was sent: the same sent again is the same entry. */
  readonly id: Scalars['ID']['output'];
  /** How the last replay ended; null before the first. */
  readonly lastAttempt?: Maybe<QuarantineAttempt>;
  /** The sender's own id of it, or the one made where it came without. */
  readonly messageId: Scalars['String']['output'];
  /** What was sent, as text: the record of its system, or the event's JSON. Null where it is withheld, see `withheld`. */
  readonly original?: Maybe<Scalars['String']['output']>;
  /** The patches, in the order applied. */
  readonly patches: ReadonlyArray<QuarantinePatch>;
  /** When it came. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** When it was replayed or discarded; null while it waits. */
  readonly settledAt?: Maybe<Scalars['DateTime']['output']>;
  /** The client that replayed or discarded it; null while it waits. */
  readonly settledBy?: Maybe<Scalars['String']['output']>;
  /** The source that sent it. */
  readonly source: Scalars['String']['output'];
  /** What became of it. */
  readonly state: QuarantineState;
  /** Why `original`, `body` and the patches' contents are withheld; null where they are not. */
  readonly withheld?: Maybe<QuarantineWithheld>;
};

/** A page of the quarantine. */
export type QuarantinedEventConnection = {
  readonly __typename?: 'QuarantinedEventConnection';
  /** The same, with their cursors. */
  readonly edges: ReadonlyArray<QuarantinedEventEdge>;
  /** The entries of this page. */
  readonly nodes: ReadonlyArray<QuarantinedEvent>;
  /** Where this page lies. */
  readonly pageInfo: PageInfo;
};

/** An entry and its place in the list. */
export type QuarantinedEventEdge = {
  readonly __typename?: 'QuarantinedEventEdge';
  /** Opaque; give it as `after` to go on behind this entry. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: QuarantinedEvent;
};

export type Query = {
  readonly __typename?: 'Query';
  /** What is computed of every customer's events (docs/traits.md), in the order of their files. */
  readonly computedTraits: ReadonlyArray<ComputedTraitDefinition>;
  /**
   * The quality of a source's events, by event key and field; most frequent key first, at most 200. Needs the scope
   * `operations:read`.
   */
  readonly dataQuality: ReadonlyArray<EventQuality>;
  /**
   * What became of an event that a source sent, and to whom it led and why. Needs the scope `operations:read`. Null where
   * no such event was ever accepted or put aside.
   */
  readonly explainResolution?: Maybe<ResolutionExplanation>;
  /** The size of the event log as the write path sees it, for operators. Needs the scope `operations:read`. */
  readonly ingestStatus: IngestStatus;
  /**
   * What tracking plans found fault with, most frequent first; undeclared events and properties are counted in every
   * mode. Counts are stored within a second and kept for 90 days. Needs the scope `operations:read`.
   */
  readonly planViolations: ReadonlyArray<PlanViolation>;
  /**
   * What is not as it was: volume, presence of fields, kinds of values, mix of events. Looked for every ten minutes; newest
   * first, at most 500. Needs the scope `operations:read`.
   */
  readonly qualityAlarms: ReadonlyArray<QualityAlarm>;
  /**
   * What was put aside until somebody replays or discards it, newest first. Needs the scope `operations:read`; what was
   * sent is shown to `quarantine:read-original` only.
   */
  readonly quarantine: QuarantinedEventConnection;
  /** One entry of the quarantine; null where there is none of this id. Needs the scope `operations:read`. */
  readonly quarantinedEvent?: Maybe<QuarantinedEvent>;
  /**
   * How a source is doing; null where nothing came from it within 400 days. Counted on the way in, stored within a second.
   * docs/quality.md has the formulas. Needs the scope `operations:read`.
   */
  readonly sourceHealth?: Maybe<SourceHealth>;
  /** The sources that this deployment knows: those of `SOURCES_FILE`, in its order. Needs the scope `operations:read`. */
  readonly sources: ReadonlyArray<Source>;
  /** The tracking plans that this deployment judges events by. Needs the scope `operations:read`. */
  readonly trackingPlans: ReadonlyArray<TrackingPlan>;
};


export type QueryDataQualityArgs = {
  key?: InputMaybe<Scalars['String']['input']>;
  since?: InputMaybe<Scalars['DateTime']['input']>;
  source: Scalars['String']['input'];
};


export type QueryExplainResolutionArgs = {
  messageId: Scalars['String']['input'];
  source: Scalars['String']['input'];
};


export type QueryPlanViolationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  since?: InputMaybe<Scalars['DateTime']['input']>;
  source?: InputMaybe<Scalars['String']['input']>;
};


export type QueryQualityAlarmsArgs = {
  cleared?: InputMaybe<Scalars['Boolean']['input']>;
  source?: InputMaybe<Scalars['String']['input']>;
};


export type QueryQuarantineArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<QuarantineFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryQuarantinedEventArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySourceHealthArgs = {
  source: Scalars['String']['input'];
};

/** Something that came in, and what became of it. No identifier's value is in it. */
export type ReceivedEvent = {
  readonly __typename?: 'ReceivedEvent';
  /** Where it happened, where it was accepted; labelled values are null whoever asks. */
  readonly context?: Maybe<Scalars['JSON']['output']>;
  /**
   * Whose it is; null where it was not accepted. The message waits up to 400 ms for it to be resolved; where the workers are
   * behind by more and nobody knew the person before, it is null, with an error.
   */
  readonly customer?: Maybe<Customer>;
  /**
   * How many messages were left out before this one, for this reader was slower than they came. One stands for any number,
   * or none, where the tail was interrupted and could not go on from where it was.
   */
  readonly dropped: Scalars['Int']['output'];
  /** Why it was rejected or quarantined; null otherwise. */
  readonly error?: Maybe<IngestFault>;
  /** The event's id in the graph; null where it was rejected. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** The paths in `properties` and `context` whose values are withheld. */
  readonly maskedPaths: ReadonlyArray<Scalars['String']['output']>;
  /** The sender's own id of it; null where it had none that could be read. */
  readonly messageId?: Maybe<Scalars['String']['output']>;
  /** The event's, page's or screen's name; null for kinds without one. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** What became of it. */
  readonly outcome: IngestOutcome;
  /** What it carries, where it was accepted; labelled values are null whoever asks, for consent is asked per customer. */
  readonly properties?: Maybe<Scalars['JSON']['output']>;
  /** When it came. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** The source that sent it. */
  readonly source: Scalars['String']['output'];
  /** When it happened; null where it is not stored, or the sender did not say. */
  readonly timestamp?: Maybe<Scalars['DateTime']['output']>;
  /** The kind of call; null where it could not be read. */
  readonly type?: Maybe<EventType>;
};

/** Which events to be told of; all conditions must hold. */
export type ReceivedFilter = {
  /** Only events, pages and screens of these names; at most 50. */
  readonly names?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Only what became this. */
  readonly outcomes?: InputMaybe<ReadonlyArray<IngestOutcome>>;
  /** Only of these sources; at most 50. */
  readonly sources?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Only these kinds; what could not be read has none. */
  readonly types?: InputMaybe<ReadonlyArray<EventType>>;
};

/** What became of an event on its way to a customer. */
export type ResolutionExplanation = {
  readonly __typename?: 'ResolutionExplanation';
  /** The event; null unless it is stored and its time has come. */
  readonly event?: Maybe<Event>;
  /** The event's id in the graph. */
  readonly id: Scalars['ID']['output'];
  /**
   * The set of identifiers that it named, and who holds it; null where it is not stored, or not worked yet. All of it but
   * `key` and `customer` needs the scope `customers:read`.
   */
  readonly profile?: Maybe<IdentityProfile>;
  /** Its entries in quarantine, newest first: other content under its id, or a fault that waits. */
  readonly quarantined: ReadonlyArray<QuarantinedEvent>;
  /** How far it came. */
  readonly state: ResolutionState;
};

/** How far an event came. */
export type ResolutionState =
  /** It is put aside and not stored. */
  | 'QUARANTINED'
  /** It is stored; `profile` is null for the moment until it is worked. */
  | 'STORED';

/** A system that records come from, as it is registered; its keys and secrets are shown nowhere. */
export type Source = {
  readonly __typename?: 'Source';
  /** What it is; null where its registration does not say. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** How its records are read: `web`, `shopify`, `zendesk`, …; docs/sources.md lists the kinds. */
  readonly kind: Scalars['String']['output'];
  /** Its name: what `Event.source` says. */
  readonly name: Scalars['String']['output'];
  /** Who answers for what it sends. */
  readonly owner: Scalars['String']['output'];
  /** The tracking plan that it is judged by; null where it has none. */
  readonly plan?: Maybe<TrackingPlan>;
  /** Where its records come from, in the deployment's own words: `eu`. */
  readonly region: Scalars['String']['output'];
};

/** How a source is doing. Days are those of arrival, UTC. */
export type SourceHealth = {
  readonly __typename?: 'SourceHealth';
  /** How often it agrees with other sources, by trait; empty until it was looked at. On a sample of customers. */
  readonly agreement: ReadonlyArray<TraitAgreement>;
  /** What is not as it was, newest first. */
  readonly alarms: ReadonlyArray<QualityAlarm>;
  /** From happening to arrival, over the seven days. */
  readonly delay: DelayQuantiles;
  /** Accepted events an hour: those since the start of the hour before this one. */
  readonly eventsPerHour: Scalars['Float']['output'];
  /** Reason codes of what was refused or put aside in the seven days, most frequent first; at most 50. */
  readonly faults: ReadonlyArray<TextCount>;
  /** When the last event of it came. */
  readonly lastSeenAt: Scalars['DateTime']['output'];
  /** What was left out of accepted events in the seven days, most frequent first; at most 50. */
  readonly notes: ReadonlyArray<TextCount>;
  /** Its quality over the seven days. */
  readonly score: QualityScore;
  /** The source. */
  readonly source: Scalars['String']['output'];
  /** The outcomes of today. */
  readonly today: OutcomeCounts;
  /** A point a day that something came on, oldest first; 28 days at most. */
  readonly trend: ReadonlyArray<QualityPoint>;
  /** What its tracking plan found fault with in the seven days, most frequent first; at most 50. */
  readonly violations: ReadonlyArray<PlanViolation>;
  /** The outcomes of the last seven days, today included. */
  readonly week: OutcomeCounts;
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * What comes in, as it comes in: everything that was judged, what was refused and put aside included, within a second.
   * A window on the stream, not the stream: what a slow reader does not take is left out and counted in `dropped`, and
   * what came while nobody listened is not told. Needs the scope `operations:read`.
   */
  readonly eventReceived: ReceivedEvent;
};


export type SubscriptionEventReceivedArgs = {
  filter?: InputMaybe<ReceivedFilter>;
};

/** How often something was said. */
export type TextCount = {
  readonly __typename?: 'TextCount';
  /** How often. */
  readonly count: Scalars['Int']['output'];
  /** What. */
  readonly text: Scalars['String']['output'];
};

/** What a source may send: a file of `PLANS_DIR`. */
export type TrackingPlan = {
  readonly __typename?: 'TrackingPlan';
  /** The events that it declares. */
  readonly events: ReadonlyArray<PlannedEvent>;
  /** What becomes of events with wrong or missing fields or identifiers, unless the event says otherwise. */
  readonly mode: PlanMode;
  /** The plan's name. */
  readonly name: Scalars['String']['output'];
  /** The sources that it is for; a source has one plan at most. */
  readonly sources: ReadonlyArray<Scalars['String']['output']>;
  /** What becomes of events that the plan does not declare. */
  readonly undeclaredEvents: PlanMode;
  /** What becomes of events with properties that the plan does not declare, unless the event says otherwise. */
  readonly undeclaredProperties: PlanMode;
  /** Its version, from 1 up. */
  readonly version: Scalars['Int']['output'];
};

/** How often a source agrees with other sources on a trait. */
export type TraitAgreement = {
  readonly __typename?: 'TraitAgreement';
  /** Those that state the same. */
  readonly agreeing: Scalars['Int']['output'];
  /** Pairs of this source and another that both state it of one customer, in the sample. */
  readonly compared: Scalars['Int']['output'];
  /** The trait. */
  readonly key: Scalars['String']['output'];
};

/** The kind of event that broke a tracking plan. */
export type ViolatingEvent = {
  readonly __typename?: 'ViolatingEvent';
  /** The event's, page's or screen's name; null for kinds without one. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The kind of call. */
  readonly type: EventType;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Customer: Customer;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"ref":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"scope":true}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"scope":true}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"scope":true}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"scope":true}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"scope":true}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"scope":true}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"scope":true}> ) );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ComputedTrait: ResolverTypeWrapper<ComputedTraitRecord>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ComputedTraitDefinition: ResolverTypeWrapper<ComputedDefinition>;
  ComputedTraitType: ComputedTraitType;
  Customer: ResolverTypeWrapper<CustomerReference>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CustomerScope: ResolverTypeWrapper<Scalars['CustomerScope']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DelayQuantiles: ResolverTypeWrapper<DelayQuantiles>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Event: ResolverTypeWrapper<EventRecord>;
  EventConnection: ResolverTypeWrapper<Omit<EventConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['EventEdge']>, nodes: ReadonlyArray<ResolversTypes['Event']> }>;
  EventCount: ResolverTypeWrapper<EventCount>;
  EventEdge: ResolverTypeWrapper<Omit<EventEdge, 'node'> & { node: ResolversTypes['Event'] }>;
  EventFilter: EventFilter;
  EventInput: EventInput;
  EventQuality: ResolverTypeWrapper<EventQuality>;
  EventType: EventType;
  FieldQuality: ResolverTypeWrapper<FieldQuality>;
  IdentityProfile: ResolverTypeWrapper<IdentityProfile>;
  IngestFault: ResolverTypeWrapper<IngestFault>;
  IngestInput: IngestInput;
  IngestOutcome: IngestOutcome;
  IngestPayload: ResolverTypeWrapper<IngestPayload>;
  IngestResult: ResolverTypeWrapper<IngestResult>;
  IngestStatus: ResolverTypeWrapper<IngestStatus>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  MaskReason: MaskReason;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OutcomeCounts: ResolverTypeWrapper<OutcomeCounts>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PlanMode: PlanMode;
  PlanViolation: ResolverTypeWrapper<PlanViolation>;
  PlannedEvent: ResolverTypeWrapper<PlannedEvent>;
  QualityAlarm: ResolverTypeWrapper<QualityAlarm>;
  QualityAlarmKind: QualityAlarmKind;
  QualityPoint: ResolverTypeWrapper<QualityPoint>;
  QualityScore: ResolverTypeWrapper<QualityScore>;
  QuarantineAttempt: ResolverTypeWrapper<Attempt>;
  QuarantineFilter: QuarantineFilter;
  QuarantineOutcome: QuarantineOutcome;
  QuarantinePatch: ResolverTypeWrapper<AppliedPatch>;
  QuarantineReplay: ResolverTypeWrapper<QuarantineReplay>;
  QuarantineResult: ResolverTypeWrapper<QuarantineResult>;
  QuarantineState: QuarantineState;
  QuarantineWithheld: QuarantineWithheld;
  QuarantinedEvent: ResolverTypeWrapper<QuarantineEntry>;
  QuarantinedEventConnection: ResolverTypeWrapper<Omit<QuarantinedEventConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['QuarantinedEventEdge']>, nodes: ReadonlyArray<ResolversTypes['QuarantinedEvent']> }>;
  QuarantinedEventEdge: ResolverTypeWrapper<Omit<QuarantinedEventEdge, 'node'> & { node: ResolversTypes['QuarantinedEvent'] }>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReceivedEvent: ResolverTypeWrapper<ReceivedMessage>;
  ReceivedFilter: ReceivedFilter;
  ResolutionExplanation: ResolverTypeWrapper<Omit<ResolutionExplanation, 'event' | 'quarantined'> & { event?: Maybe<ResolversTypes['Event']>, quarantined: ReadonlyArray<ResolversTypes['QuarantinedEvent']> }>;
  ResolutionState: ResolutionState;
  Source: ResolverTypeWrapper<Source>;
  SourceHealth: ResolverTypeWrapper<SourceHealth>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TextCount: ResolverTypeWrapper<TextCount>;
  TrackingPlan: ResolverTypeWrapper<TrackingPlan>;
  TraitAgreement: ResolverTypeWrapper<TraitAgreement>;
  ViolatingEvent: ResolverTypeWrapper<ViolatingEvent>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ComputedTrait: ComputedTraitRecord;
  Boolean: Scalars['Boolean']['output'];
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  ComputedTraitDefinition: ComputedDefinition;
  Customer: CustomerReference;
  ID: Scalars['ID']['output'];
  CustomerScope: Scalars['CustomerScope']['output'];
  DateTime: Scalars['DateTime']['output'];
  DelayQuantiles: DelayQuantiles;
  Float: Scalars['Float']['output'];
  Event: EventRecord;
  EventConnection: Omit<EventConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['EventEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Event']> };
  EventCount: EventCount;
  EventEdge: Omit<EventEdge, 'node'> & { node: ResolversParentTypes['Event'] };
  EventFilter: EventFilter;
  EventInput: EventInput;
  EventQuality: EventQuality;
  FieldQuality: FieldQuality;
  IdentityProfile: IdentityProfile;
  IngestFault: IngestFault;
  IngestInput: IngestInput;
  IngestPayload: IngestPayload;
  IngestResult: IngestResult;
  IngestStatus: IngestStatus;
  JSON: Scalars['JSON']['output'];
  Mutation: Record<PropertyKey, never>;
  OutcomeCounts: OutcomeCounts;
  PageInfo: PageInfo;
  PlanViolation: PlanViolation;
  PlannedEvent: PlannedEvent;
  QualityAlarm: QualityAlarm;
  QualityPoint: QualityPoint;
  QualityScore: QualityScore;
  QuarantineAttempt: Attempt;
  QuarantineFilter: QuarantineFilter;
  QuarantinePatch: AppliedPatch;
  QuarantineReplay: QuarantineReplay;
  QuarantineResult: QuarantineResult;
  QuarantinedEvent: QuarantineEntry;
  QuarantinedEventConnection: Omit<QuarantinedEventConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['QuarantinedEventEdge']>, nodes: ReadonlyArray<ResolversParentTypes['QuarantinedEvent']> };
  QuarantinedEventEdge: Omit<QuarantinedEventEdge, 'node'> & { node: ResolversParentTypes['QuarantinedEvent'] };
  Query: Record<PropertyKey, never>;
  ReceivedEvent: ReceivedMessage;
  ReceivedFilter: ReceivedFilter;
  ResolutionExplanation: Omit<ResolutionExplanation, 'event' | 'quarantined'> & { event?: Maybe<ResolversParentTypes['Event']>, quarantined: ReadonlyArray<ResolversParentTypes['QuarantinedEvent']> };
  Source: Source;
  SourceHealth: SourceHealth;
  Subscription: Record<PropertyKey, never>;
  TextCount: TextCount;
  TrackingPlan: TrackingPlan;
  TraitAgreement: TraitAgreement;
  ViolatingEvent: ViolatingEvent;
};

export type ComputedTraitResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ComputedTrait'] = ResolversParentTypes['ComputedTrait']> = {
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  masked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  maskedBecause?: Resolver<Maybe<ResolversTypes['MaskReason']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ComputedTraitDefinitionResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ComputedTraitDefinition'] = ResolversParentTypes['ComputedTraitDefinition']> = {
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  definition?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['ComputedTraitType'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  windowDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CustomerResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  computedTraits?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ComputedTrait']>>, ParentType, ContextType, Partial<CustomerComputedTraitsArgs>>;
  eventCounts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['EventCount']>>, ParentType, ContextType, Partial<CustomerEventCountsArgs>>;
  events?: Resolver<Maybe<ResolversTypes['EventConnection']>, ParentType, ContextType, RequireFields<CustomerEventsArgs, 'first'>>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export interface CustomerScopeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CustomerScope'], any> {
  name: 'CustomerScope';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DelayQuantilesResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['DelayQuantiles'] = ResolversParentTypes['DelayQuantiles']> = {
  p50Ms?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p95Ms?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type EventResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  context?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  maskedPaths?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  messageId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  properties?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timestamp?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
};

export type EventConnectionResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventConnection'] = ResolversParentTypes['EventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Event']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type EventCountResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventCount'] = ResolversParentTypes['EventCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
};

export type EventEdgeResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventEdge'] = ResolversParentTypes['EventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
};

export type EventQualityResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['EventQuality'] = ResolversParentTypes['EventQuality']> = {
  delay?: Resolver<ResolversTypes['DelayQuantiles'], ParentType, ContextType>;
  faults?: Resolver<ReadonlyArray<ResolversTypes['TextCount']>, ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['FieldQuality']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lastSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  notes?: Resolver<ReadonlyArray<ResolversTypes['TextCount']>, ParentType, ContextType>;
  outcomes?: Resolver<ResolversTypes['OutcomeCounts'], ParentType, ContextType>;
  plan?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  score?: Resolver<ResolversTypes['QualityScore'], ParentType, ContextType>;
};

export type FieldQualityResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['FieldQuality'] = ResolversParentTypes['FieldQuality']> = {
  completeness?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  empty?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  expectedShare?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  isRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kinds?: Resolver<ReadonlyArray<ResolversTypes['TextCount']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  present?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  validity?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type IdentityProfileResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['IdentityProfile'] = ResolversParentTypes['IdentityProfile']> = {
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type IngestFaultResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['IngestFault'] = ResolversParentTypes['IngestFault']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  plan?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type IngestPayloadResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['IngestPayload'] = ResolversParentTypes['IngestPayload']> = {
  accepted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  duplicate?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  quarantined?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rejected?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['IngestResult']>, ParentType, ContextType>;
};

export type IngestResultResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['IngestResult'] = ResolversParentTypes['IngestResult']> = {
  error?: Resolver<Maybe<ResolversTypes['IngestFault']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  messageId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  notes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['IngestOutcome'], ParentType, ContextType>;
};

export type IngestStatusResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['IngestStatus'] = ResolversParentTypes['IngestStatus']> = {
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  quarantined?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MutationResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  discardQuarantined?: Resolver<ReadonlyArray<ResolversTypes['QuarantineResult']>, ParentType, ContextType, RequireFields<MutationDiscardQuarantinedArgs, 'ids' | 'reason'>>;
  ingest?: Resolver<ResolversTypes['IngestPayload'], ParentType, ContextType, RequireFields<MutationIngestArgs, 'input'>>;
  patchQuarantined?: Resolver<ReadonlyArray<ResolversTypes['QuarantineResult']>, ParentType, ContextType, RequireFields<MutationPatchQuarantinedArgs, 'ids' | 'patch'>>;
  replayQuarantine?: Resolver<ResolversTypes['QuarantineReplay'], ParentType, ContextType, RequireFields<MutationReplayQuarantineArgs, 'dryRun'>>;
};

export type OutcomeCountsResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['OutcomeCounts'] = ResolversParentTypes['OutcomeCounts']> = {
  accepted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  duplicate?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  quarantined?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rejected?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PlanViolationResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['PlanViolation'] = ResolversParentTypes['PlanViolation']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  event?: Resolver<ResolversTypes['ViolatingEvent'], ParentType, ContextType>;
  exampleMessageId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  firstAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['PlanMode'], ParentType, ContextType>;
  plan?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PlannedEventResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['PlannedEvent'] = ResolversParentTypes['PlannedEvent']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['PlanMode'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requiredFields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
};

export type QualityAlarmResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['QualityAlarm'] = ResolversParentTypes['QualityAlarm']> = {
  clearedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  expected?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['QualityAlarmKind'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  observed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QualityPointResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['QualityPoint'] = ResolversParentTypes['QualityPoint']> = {
  day?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  outcomes?: Resolver<ResolversTypes['OutcomeCounts'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['QualityScore'], ParentType, ContextType>;
};

export type QualityScoreResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['QualityScore'] = ResolversParentTypes['QualityScore']> = {
  completeness?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  consistency?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  freshness?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  uniqueness?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  validity?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type QuarantineAttemptResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['QuarantineAttempt'] = ResolversParentTypes['QuarantineAttempt']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  client?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['IngestFault']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['IngestOutcome'], ParentType, ContextType>;
};

export type QuarantinePatchResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['QuarantinePatch'] = ResolversParentTypes['QuarantinePatch']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  client?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  patch?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type QuarantineReplayResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['QuarantineReplay'] = ResolversParentTypes['QuarantineReplay']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  left?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['QuarantineResult']>, ParentType, ContextType>;
  skipped?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QuarantineResultResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['QuarantineResult'] = ResolversParentTypes['QuarantineResult']> = {
  error?: Resolver<Maybe<ResolversTypes['IngestFault']>, ParentType, ContextType>;
  eventId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['QuarantineOutcome'], ParentType, ContextType>;
};

export type QuarantinedEventResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['QuarantinedEvent'] = ResolversParentTypes['QuarantinedEvent']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  body?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  discardReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<ResolversTypes['IngestFault'], ParentType, ContextType>;
  eventId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastAttempt?: Resolver<Maybe<ResolversTypes['QuarantineAttempt']>, ParentType, ContextType>;
  messageId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  original?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  patches?: Resolver<ReadonlyArray<ResolversTypes['QuarantinePatch']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  settledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  settledBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['QuarantineState'], ParentType, ContextType>;
  withheld?: Resolver<Maybe<ResolversTypes['QuarantineWithheld']>, ParentType, ContextType>;
};

export type QuarantinedEventConnectionResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['QuarantinedEventConnection'] = ResolversParentTypes['QuarantinedEventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['QuarantinedEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['QuarantinedEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type QuarantinedEventEdgeResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['QuarantinedEventEdge'] = ResolversParentTypes['QuarantinedEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['QuarantinedEvent'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  computedTraits?: Resolver<ReadonlyArray<ResolversTypes['ComputedTraitDefinition']>, ParentType, ContextType>;
  dataQuality?: Resolver<ReadonlyArray<ResolversTypes['EventQuality']>, ParentType, ContextType, RequireFields<QueryDataQualityArgs, 'source'>>;
  explainResolution?: Resolver<Maybe<ResolversTypes['ResolutionExplanation']>, ParentType, ContextType, RequireFields<QueryExplainResolutionArgs, 'messageId' | 'source'>>;
  ingestStatus?: Resolver<ResolversTypes['IngestStatus'], ParentType, ContextType>;
  planViolations?: Resolver<ReadonlyArray<ResolversTypes['PlanViolation']>, ParentType, ContextType, RequireFields<QueryPlanViolationsArgs, 'first'>>;
  qualityAlarms?: Resolver<ReadonlyArray<ResolversTypes['QualityAlarm']>, ParentType, ContextType, RequireFields<QueryQualityAlarmsArgs, 'cleared'>>;
  quarantine?: Resolver<ResolversTypes['QuarantinedEventConnection'], ParentType, ContextType, RequireFields<QueryQuarantineArgs, 'first'>>;
  quarantinedEvent?: Resolver<Maybe<ResolversTypes['QuarantinedEvent']>, ParentType, ContextType, RequireFields<QueryQuarantinedEventArgs, 'id'>>;
  sourceHealth?: Resolver<Maybe<ResolversTypes['SourceHealth']>, ParentType, ContextType, RequireFields<QuerySourceHealthArgs, 'source'>>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['Source']>, ParentType, ContextType>;
  trackingPlans?: Resolver<ReadonlyArray<ResolversTypes['TrackingPlan']>, ParentType, ContextType>;
};

export type ReceivedEventResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ReceivedEvent'] = ResolversParentTypes['ReceivedEvent']> = {
  context?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  dropped?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['IngestFault']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  maskedPaths?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  messageId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['IngestOutcome'], ParentType, ContextType>;
  properties?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timestamp?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['EventType']>, ParentType, ContextType>;
};

export type ResolutionExplanationResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ResolutionExplanation'] = ResolversParentTypes['ResolutionExplanation']> = {
  event?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  profile?: Resolver<Maybe<ResolversTypes['IdentityProfile']>, ParentType, ContextType>;
  quarantined?: Resolver<ReadonlyArray<ResolversTypes['QuarantinedEvent']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ResolutionState'], ParentType, ContextType>;
};

export type SourceResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Source'] = ResolversParentTypes['Source']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  plan?: Resolver<Maybe<ResolversTypes['TrackingPlan']>, ParentType, ContextType>;
  region?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SourceHealthResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['SourceHealth'] = ResolversParentTypes['SourceHealth']> = {
  agreement?: Resolver<ReadonlyArray<ResolversTypes['TraitAgreement']>, ParentType, ContextType>;
  alarms?: Resolver<ReadonlyArray<ResolversTypes['QualityAlarm']>, ParentType, ContextType>;
  delay?: Resolver<ResolversTypes['DelayQuantiles'], ParentType, ContextType>;
  eventsPerHour?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  faults?: Resolver<ReadonlyArray<ResolversTypes['TextCount']>, ParentType, ContextType>;
  lastSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  notes?: Resolver<ReadonlyArray<ResolversTypes['TextCount']>, ParentType, ContextType>;
  score?: Resolver<ResolversTypes['QualityScore'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  today?: Resolver<ResolversTypes['OutcomeCounts'], ParentType, ContextType>;
  trend?: Resolver<ReadonlyArray<ResolversTypes['QualityPoint']>, ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['PlanViolation']>, ParentType, ContextType>;
  week?: Resolver<ResolversTypes['OutcomeCounts'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  eventReceived?: SubscriptionResolver<ResolversTypes['ReceivedEvent'], "eventReceived", ParentType, ContextType, Partial<SubscriptionEventReceivedArgs>>;
};

export type TextCountResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['TextCount'] = ResolversParentTypes['TextCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TrackingPlanResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['TrackingPlan'] = ResolversParentTypes['TrackingPlan']> = {
  events?: Resolver<ReadonlyArray<ResolversTypes['PlannedEvent']>, ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['PlanMode'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  undeclaredEvents?: Resolver<ResolversTypes['PlanMode'], ParentType, ContextType>;
  undeclaredProperties?: Resolver<ResolversTypes['PlanMode'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TraitAgreementResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['TraitAgreement'] = ResolversParentTypes['TraitAgreement']> = {
  agreeing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  compared?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ViolatingEventResolvers<ContextType = EventsContext, ParentType extends ResolversParentTypes['ViolatingEvent'] = ResolversParentTypes['ViolatingEvent']> = {
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
};

export type Resolvers<ContextType = EventsContext> = {
  ComputedTrait?: ComputedTraitResolvers<ContextType>;
  ComputedTraitDefinition?: ComputedTraitDefinitionResolvers<ContextType>;
  Customer?: CustomerResolvers<ContextType>;
  CustomerScope?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DelayQuantiles?: DelayQuantilesResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  EventConnection?: EventConnectionResolvers<ContextType>;
  EventCount?: EventCountResolvers<ContextType>;
  EventEdge?: EventEdgeResolvers<ContextType>;
  EventQuality?: EventQualityResolvers<ContextType>;
  FieldQuality?: FieldQualityResolvers<ContextType>;
  IdentityProfile?: IdentityProfileResolvers<ContextType>;
  IngestFault?: IngestFaultResolvers<ContextType>;
  IngestPayload?: IngestPayloadResolvers<ContextType>;
  IngestResult?: IngestResultResolvers<ContextType>;
  IngestStatus?: IngestStatusResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  OutcomeCounts?: OutcomeCountsResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PlanViolation?: PlanViolationResolvers<ContextType>;
  PlannedEvent?: PlannedEventResolvers<ContextType>;
  QualityAlarm?: QualityAlarmResolvers<ContextType>;
  QualityPoint?: QualityPointResolvers<ContextType>;
  QualityScore?: QualityScoreResolvers<ContextType>;
  QuarantineAttempt?: QuarantineAttemptResolvers<ContextType>;
  QuarantinePatch?: QuarantinePatchResolvers<ContextType>;
  QuarantineReplay?: QuarantineReplayResolvers<ContextType>;
  QuarantineResult?: QuarantineResultResolvers<ContextType>;
  QuarantinedEvent?: QuarantinedEventResolvers<ContextType>;
  QuarantinedEventConnection?: QuarantinedEventConnectionResolvers<ContextType>;
  QuarantinedEventEdge?: QuarantinedEventEdgeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReceivedEvent?: ReceivedEventResolvers<ContextType>;
  ResolutionExplanation?: ResolutionExplanationResolvers<ContextType>;
  Source?: SourceResolvers<ContextType>;
  SourceHealth?: SourceHealthResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TextCount?: TextCountResolvers<ContextType>;
  TrackingPlan?: TrackingPlanResolvers<ContextType>;
  TraitAgreement?: TraitAgreementResolvers<ContextType>;
  ViolatingEvent?: ViolatingEventResolvers<ContextType>;
};

