import type { CustomerScope } from '../../platform/customer-scope.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CustomerRecord } from './domain/customer-record.ts';
import type { ExplainedLink } from './domain/explain/explained-link.ts';
import type { NodeRecord } from './store/explain.ts';
import type { MatchPairDocument } from './store/collections.ts';
import type { TraitRecord } from './domain/trait-record.ts';
import type { IdentityContext } from './context.ts';
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
  /** What identity tells the other subgraphs about a customer; opaque, signed, and never seen by a client. */
  CustomerScope: { input: CustomerScope; output: CustomerScope; }
  /** An instant in UTC, ISO 8601 with milliseconds: `2026-05-01T12:00:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  /** Any JSON value, as it was sent. */
  JSON: { input: unknown; output: unknown; }
  _FieldSet: { input: string; output: string; }
};

/** A person as we resolve them: a canonical id and the set of profiles that belong to it. */
export type Customer = {
  readonly __typename?: 'Customer';
  /** The earliest evidence of this customer, by event time. */
  readonly firstSeenAt: Scalars['DateTime']['output'];
  /**
   * The canonical id. It never changes hands; an id absorbed by a merge resolves to the survivor for ever. Whoever may read
   * what leads to a customer may read it; every other field needs the scope `customers:read`.
   */
  readonly id: Scalars['ID']['output'];
  /** The values this customer is known by, strongest namespace first, then by value key. */
  readonly identifiers: IdentifierConnection;
  /**
   * The identifiers and profiles of the customer and what ties them, strongest first; with the ties to others that do not
   * hold. Worked out from the evidence when it is asked for.
   */
  readonly identityGraph: IdentityGraph;
  /**
   * How the customer came to be what it is, newest first: when each tie was first seen, what was refused, and what people
   * decided.
   */
  readonly identityHistory: IdentityHistoryConnection;
  /** How good what is known of the customer is: numbers and names, no values; docs/quality.md has the formulas. */
  readonly quality: CustomerQuality;
  /** Any id or profile key ever issued: how other subgraphs point to a customer. */
  readonly ref: Scalars['ID']['output'];
  /** Customers that share a value with this one and are not one with it: a household, a device, a generic address. */
  readonly related: ReadonlyArray<RelatedCustomer>;
  /** The signed grant that other subgraphs read a customer by. */
  readonly scope: Scalars['CustomerScope']['output'];
  /** One trait; null where nobody ever stated it. One that was taken back answers, without a value. */
  readonly trait?: Maybe<Trait>;
  /**
   * What is known of the customer: for each key the value in force by the survivorship policy (the newest by event time
   * where it says nothing else), with its provenance; ordered by key.
   */
  readonly traits: ReadonlyArray<Trait>;
};


/** A person as we resolve them: a canonical id and the set of profiles that belong to it. */
export type CustomerIdentifiersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A person as we resolve them: a canonical id and the set of profiles that belong to it. */
export type CustomerIdentityGraphArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A person as we resolve them: a canonical id and the set of profiles that belong to it. */
export type CustomerIdentityHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A person as we resolve them: a canonical id and the set of profiles that belong to it. */
export type CustomerRelatedArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A person as we resolve them: a canonical id and the set of profiles that belong to it. */
export type CustomerTraitArgs = {
  key: Scalars['String']['input'];
};


/** A person as we resolve them: a canonical id and the set of profiles that belong to it. */
export type CustomerTraitsArgs = {
  keys?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** One number for what is known of a customer, and the parts that it is the weighted mean of; 0 to 1. A part that is not known is null and does not count. */
export type CustomerQuality = {
  readonly __typename?: 'CustomerQuality';
  /** The share of the expected traits that are known: those of the policy, and what the plans of the customer's sources require. */
  readonly completeness?: Maybe<Scalars['Float']['output']>;
  /** The share of pairs of sources that state the same, of all that state one trait. */
  readonly consistency?: Maybe<Scalars['Float']['output']>;
  /** Traits that sources do not agree on. */
  readonly disagreeing: ReadonlyArray<Scalars['String']['output']>;
  /** How current the traits in force are: 1 stated now, 0 a year ago or more. */
  readonly freshness?: Maybe<Scalars['Float']['output']>;
  /** Traits of which a source states a value that does not fit. */
  readonly invalid: ReadonlyArray<Scalars['String']['output']>;
  /** Expected traits that are not known. */
  readonly missing: ReadonlyArray<Scalars['String']['output']>;
  /** The number; null where no part is known. */
  readonly score?: Maybe<Scalars['Float']['output']>;
  /** The share of the sources' statements that fit their plan and their namespace, of those that one of them judges. */
  readonly validity?: Maybe<Scalars['Float']['output']>;
};

/** One way to name a customer: exactly one of the fields. */
export type CustomerSelector =
  /** A canonical id, or any id that was issued before a merge. */
  { readonly id: Scalars['ID']['input']; readonly identifier?: never; }
  |  /** An identifier that some system holds, as that system writes it; it is normalised before the look-up. */
  { readonly id?: never; readonly identifier: IdentifierInput; };

/** A customer's size. */
export type CustomerSize = {
  readonly __typename?: 'CustomerSize';
  /** Its id. */
  readonly id: Scalars['ID']['output'];
  /** Its profiles. */
  readonly profiles: Scalars['Int']['output'];
};

/** A decision on a pair of records. */
export type DecideReviewInput = {
  /** Your own key for this request, 1 to 100 characters; without it the pair and the decision are the key. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
  /** Whether they are one person. */
  readonly decision: ReviewDecision;
  /** What it rests on, at most 20 ids of events, tickets or documents, 1 to 200 characters each. */
  readonly evidence?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** The pair's id. */
  readonly id: Scalars['ID']['input'];
  /** Why, 1 to 500 characters: for whoever reads the history. */
  readonly reason: Scalars['String']['input'];
};

/** A value in a namespace, as this customer is known by it. */
export type Identifier = {
  readonly __typename?: 'Identifier';
  /** The earliest evidence of this identifier, by event time. */
  readonly firstSeenAt: Scalars['DateTime']['output'];
  /** True where the value is withheld. */
  readonly masked: Scalars['Boolean']['output'];
  /** Why the value is withheld; null where it is not. */
  readonly maskedBecause?: Maybe<MaskReason>;
  /** `user_id`, `email`, `phone`, … */
  readonly namespace: Scalars['String']['output'];
  /** The normalised value; null where it is masked. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** A page of identifiers. */
export type IdentifierConnection = {
  readonly __typename?: 'IdentifierConnection';
  /** The same, with their cursors. */
  readonly edges: ReadonlyArray<IdentifierEdge>;
  /** The identifiers of this page. */
  readonly nodes: ReadonlyArray<Identifier>;
  /** Where this page lies. */
  readonly pageInfo: PageInfo;
};

/** An identifier and its place in the list. */
export type IdentifierEdge = {
  readonly __typename?: 'IdentifierEdge';
  /** Opaque; give it as `after` to go on behind this identifier. */
  readonly cursor: Scalars['String']['output'];
  /** The identifier. */
  readonly node: Identifier;
};

/** A value in a namespace. */
export type IdentifierInput = {
  /** `user_id`, `email`, `phone`, `anonymous_id`, `device_id`, `loyalty_id`, `crm_id`, `cookie` or a configured one. */
  readonly namespace: Scalars['String']['input'];
  /** The value, 1 to 256 characters after normalisation. */
  readonly value: Scalars['String']['input'];
};

/** Customers of a size. */
export type IdentifierSize = {
  readonly __typename?: 'IdentifierSize';
  /** Customers. */
  readonly customers: Scalars['Int']['output'];
  /** So many identifiers or more, fewer than those of the next entry. */
  readonly identifiers: Scalars['Int']['output'];
};

/** How many identifiers customers have; who was seen with generic values alone has none. */
export type IdentifierSizes = {
  readonly __typename?: 'IdentifierSizes';
  /** The most. */
  readonly max: Scalars['Int']['output'];
  /** The mean. */
  readonly mean: Scalars['Float']['output'];
  /** 19 of 20 customers have as many or fewer. */
  readonly p95: Scalars['Int']['output'];
  /** Customers by how many they have. */
  readonly sizes: ReadonlyArray<IdentifierSize>;
};

/** Something about resolving that is not as it was. */
export type IdentityAlarm = {
  readonly __typename?: 'IdentityAlarm';
  /** What the days before let expect. */
  readonly expected: Scalars['Float']['output'];
  /** What it is. */
  readonly kind: IdentityAlarmKind;
  /** In words. */
  readonly message: Scalars['String']['output'];
  /** What was counted. */
  readonly observed: Scalars['Float']['output'];
  /** How likely as little is by chance. */
  readonly probability: Scalars['Float']['output'];
};

/** Kinds of alarms about resolving. */
export type IdentityAlarmKind =
  /** Anonymous visitors are hardly tied to known customers any more: log-ins may have stopped naming the visitor. */
  | 'STITCHING_STOPPED';

/** A day of resolving. */
export type IdentityDay = {
  readonly __typename?: 'IdentityDay';
  /** When it began, UTC. */
  readonly day: Scalars['DateTime']['output'];
  /** What was counted. */
  readonly flow: IdentityFlow;
};

/** The record that a tie was first seen in. */
export type IdentityEvidence = {
  readonly __typename?: 'IdentityEvidence';
  /** The id of the latest event that changed when the profile was seen; null where it is not known any more. */
  readonly event?: Maybe<Scalars['ID']['output']>;
  /** The profile's earliest event. */
  readonly firstSeenAt: Scalars['DateTime']['output'];
  /** The key of the set of identifiers that the record named. */
  readonly profile: Scalars['ID']['output'];
  /** The source of the profile's first event. */
  readonly source: Scalars['String']['output'];
};

/**
 * What resolving came to. An event counts when it is worked, whenever it happened; a crash loses a second of counts, and
 * a batch that is worked again after a crash counts again.
 */
export type IdentityFlow = {
  readonly __typename?: 'IdentityFlow';
  /** Ids that were a customer's and lead to another since. */
  readonly gone: Scalars['Int']['output'];
  /** gone ÷ days ÷ customers now × 1,000; null where there is no customer. */
  readonly idChurn?: Maybe<Scalars['Float']['output']>;
  /** Events that name at least one identifier that is not on the block list; a whole number. */
  readonly identifiable: Scalars['Float']['output'];
  /** matched ÷ identifiable; null where there is nothing to divide by. */
  readonly matchRate?: Maybe<Scalars['Float']['output']>;
  /** Of these, those whose customer was known before; a whole number. */
  readonly matched: Scalars['Float']['output'];
  /** Customers that became part of others by what was seen; not by a score or by hand. */
  readonly merges: Scalars['Int']['output'];
  /**
   * Events whose customer has an anchor ÷ events looked at; null where none was. At most 64 customers a second and
   * process are looked at, each counted for as many events as were drawn from.
   */
  readonly recognitionRate?: Maybe<Scalars['Float']['output']>;
  /** Customers that came off others by what was seen. */
  readonly splits: Scalars['Int']['output'];
  /** People without an anchor who came to have one: anonymous became known. */
  readonly stitches: Scalars['Int']['output'];
};

/** The nodes of a customer and what ties them. */
export type IdentityGraph = {
  readonly __typename?: 'IdentityGraph';
  /** Ties that hold first, then those that do not; each by its first sight. */
  readonly links: ReadonlyArray<IdentityLink>;
  /** All nodes that the ties name. */
  readonly nodes: ReadonlyArray<IdentityNode>;
  /** How many ties there are in all. */
  readonly total: Scalars['Int']['output'];
};

/** A page of a customer's history. */
export type IdentityHistoryConnection = {
  readonly __typename?: 'IdentityHistoryConnection';
  /** The same, with their cursors. */
  readonly edges: ReadonlyArray<IdentityHistoryEdge>;
  /** The entries of this page, newest first. */
  readonly nodes: ReadonlyArray<IdentityHistoryEntry>;
  /** Where this page lies. */
  readonly pageInfo: PageInfo;
};

/** An entry and its place in the list. */
export type IdentityHistoryEdge = {
  readonly __typename?: 'IdentityHistoryEdge';
  /** Opaque; give it as `after` to go on behind this entry. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: IdentityHistoryEntry;
};

/** Something that made the customer what it is: a tie, or a decision. */
export type IdentityHistoryEntry = {
  readonly __typename?: 'IdentityHistoryEntry';
  /** When it was seen first, or decided. */
  readonly at: Scalars['DateTime']['output'];
  /** The decision; null for a tie. */
  readonly decision?: Maybe<IdentityOperation>;
  /** The tie; null for a decision. */
  readonly link?: Maybe<IdentityLink>;
};

/** A tie between two nodes: seen together, alike by score, or decided by somebody. */
export type IdentityLink = {
  readonly __typename?: 'IdentityLink';
  /** The same in words: the end of a sentence. */
  readonly because: Scalars['String']['output'];
  /** What each comparison adds to the score; null unless it was scored. */
  readonly comparisons?: Maybe<ReadonlyArray<MatchComparison>>;
  /** Who decided it; null unless somebody did. */
  readonly decision?: Maybe<IdentityOperation>;
  /** The record that showed it first; null unless it was observed. */
  readonly evidence?: Maybe<IdentityEvidence>;
  /** The earliest event that shows it; null unless it was observed. */
  readonly firstSeenAt?: Maybe<Scalars['DateTime']['output']>;
  /** The one side. */
  readonly from: IdentityNode;
  /** What it rests on. */
  readonly kind: IdentityLinkKind;
  /** The four weeks of the latest event that shows it began then; null unless it was observed. */
  readonly lastSeenAt?: Maybe<Scalars['DateTime']['output']>;
  /** The limit that it would have broken; null unless it was refused. */
  readonly limit?: Maybe<RefusedLimit>;
  /** Its score in bits (log2 of the likelihood ratio, Fellegi and Sunter 1969); null unless it was scored. */
  readonly score?: Maybe<Scalars['Float']['output']>;
  /** What became of it. */
  readonly state: IdentityLinkState;
  /** The other side. */
  readonly to: IdentityNode;
};

/** What a tie rests on. */
export type IdentityLinkKind =
  /** Both sides were seen in one record. */
  | 'OBSERVED'
  /** Somebody decided it. */
  | 'OVERRIDE'
  /** What is known of both sides is alike. */
  | 'SCORED';

/** What became of a tie. */
export type IdentityLinkState =
  /** One side is on the block list: it joins nobody. */
  | 'BLOCKED'
  /** It was not seen for longer than the lifetime of one of its sides. */
  | 'EXPIRED'
  /** One side was seen with more company than its namespace allows: it joins nobody. */
  | 'GENERIC'
  /** It would have broken a limit: the two are related, not one. */
  | 'REFUSED'
  /** Both sides are one customer's. */
  | 'USED';

/** The figures of identity. */
export type IdentityMetrics = {
  readonly __typename?: 'IdentityMetrics';
  /** What is not as it was. */
  readonly alarms: ReadonlyArray<IdentityAlarm>;
  /** Day by day, ascending. */
  readonly days: ReadonlyArray<IdentityDay>;
  /** What there is; a minute old at most, older where counting takes more than three seconds. */
  readonly stock: IdentityStock;
  /** All the days asked for together. */
  readonly total: IdentityFlow;
};

/** An identifier or a profile. */
export type IdentityNode = {
  readonly __typename?: 'IdentityNode';
  /** Who holds it; null where nobody does. */
  readonly customer?: Maybe<Customer>;
  /** The earliest event that names it. */
  readonly firstSeenAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its key; it leads to the customer that holds it, like any id. */
  readonly id: Scalars['ID']['output'];
  /** True where the value is withheld. */
  readonly masked: Scalars['Boolean']['output'];
  /** Why the value is withheld; null where it is not. */
  readonly maskedBecause?: Maybe<MaskReason>;
  /** The namespace of an identifier; null for a profile. */
  readonly namespace?: Maybe<Scalars['String']['output']>;
  /** The value of an identifier; null for a profile, and where it is masked. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** An entry of the ledger of what was done to who is who. */
export type IdentityOperation = {
  readonly __typename?: 'IdentityOperation';
  /** The client that asked for it. */
  readonly actor: Scalars['String']['output'];
  /** The same profiles, as they are since. */
  readonly after: ReadonlyArray<OperationMember>;
  /** When it was done. */
  readonly at: Scalars['DateTime']['output'];
  /** The customers that it touched, as they were. */
  readonly before: ReadonlyArray<OperationMember>;
  /** What it rests on. */
  readonly evidence: ReadonlyArray<Scalars['String']['output']>;
  /** Its id; `unmerge` takes it. */
  readonly id: Scalars['ID']['output'];
  /** What was done. */
  readonly kind: IdentityOperationKind;
  /** Ids of the decisions that it made; `removeOverride` takes them. */
  readonly overrides: ReadonlyArray<Scalars['ID']['output']>;
  /** Why. */
  readonly reason: Scalars['String']['output'];
};

/** Kinds of operations. */
export type IdentityOperationKind =
  /** Records were found alike, or are not any more: the model at work joined or parted them. */
  | 'MATCH'
  /** Two records that are alike were decided to be one person's. */
  | 'MATCH_ACCEPT'
  /** Two records that are alike were decided to be two people's. */
  | 'MATCH_REJECT'
  /** Two customers were decided to be one. */
  | 'MERGE'
  /** A rebuild moved customers: the policy had changed, or something was repaired. */
  | 'REBUILD'
  /** One decision was taken back. */
  | 'REMOVE_OVERRIDE'
  /** Something was decided not to be a customer's. */
  | 'SPLIT'
  /** What an operation decided was taken back. */
  | 'UNMERGE';

/** What an operation did. */
export type IdentityOperationPayload = {
  readonly __typename?: 'IdentityOperationPayload';
  /** The customers that it made or changed, as they are now; null where one was merged away since; at most 100. */
  readonly customers: ReadonlyArray<Maybe<Customer>>;
  /** The entry in the ledger. */
  readonly operation: IdentityOperation;
};

/** One distinct set of identifiers that were seen together: what a record is evidence of. */
export type IdentityProfile = {
  readonly __typename?: 'IdentityProfile';
  /** Who holds it. */
  readonly customer?: Maybe<Customer>;
  /** The earliest event of the set. */
  readonly firstSeenAt: Scalars['DateTime']['output'];
  /** The identifiers of the set. */
  readonly identifiers: ReadonlyArray<IdentityNode>;
  /** Its key; it leads to the customer that holds it, like any id. */
  readonly key: Scalars['ID']['output'];
  /** Why it is this customer's: the chain from the set to the identifier that the customer is named by. */
  readonly path: ReadonlyArray<IdentityLink>;
  /** The ties of its identifiers that do not hold, and why. */
  readonly refused: ReadonlyArray<IdentityLink>;
};

/** What there is. */
export type IdentityStock = {
  readonly __typename?: 'IdentityStock';
  /** Customers that have an identifier of the class `anchor`. */
  readonly anchored: Scalars['Int']['output'];
  /** When it was counted. */
  readonly at: Scalars['DateTime']['output'];
  /** Customers. */
  readonly customers: Scalars['Int']['output'];
  /**
   * 1 − customers ÷ profiles: how many of the records would be customers of their own without resolving. After Snowplow's
   * deduplication rate, which divides users by devices. Null where there is no profile.
   */
  readonly deduplicationRate?: Maybe<Scalars['Float']['output']>;
  /** How many identifiers customers have. */
  readonly identifiersPerCustomer: IdentifierSizes;
  /** The twenty customers of the most profiles, the largest first. */
  readonly largest: ReadonlyArray<CustomerSize>;
  /** Identifiers by namespace, by name. */
  readonly namespaces: ReadonlyArray<NamespaceStock>;
  /** Distinct sets of identifiers that were seen together. */
  readonly profiles: Scalars['Int']['output'];
  /** Ties that a limit or a decision refuses: estimated, for they follow from the evidence and are kept nowhere. */
  readonly refusedTies: RefusedTies;
  /** What people decided of the pairs that were put before them. */
  readonly review: ReviewPrecision;
};

/** Why a statement is not in force. The first that applies. */
export type LostBecause =
  /** Another value is longer, or as long and was stated later. */
  | 'LONGER_VALUE'
  /** Another value was stated more often, or as often and later. */
  | 'MORE_FREQUENT_VALUE'
  /** A later statement came in its place. */
  | 'NEWER_STATEMENT'
  /** A source that the policy prefers states a value. */
  | 'STRONGER_SOURCE'
  /** A later statement took it back. */
  | 'TAKEN_BACK'
  /** It states no value: it takes earlier ones back. */
  | 'TAKES_BACK';

/** Why a labelled value is withheld. The first that applies, in this order. */
export type MaskReason =
  /** The purpose of the request is not in force for this customer: consent is missing or denied. */
  | 'NO_CONSENT'
  /** The request named no purpose and its client has none by default. */
  | 'NO_PURPOSE'
  /** The client's credential does not carry the scope for this label. */
  | 'NO_SCOPE';

/** Somebody who is like what was asked for. */
export type MatchCandidate = {
  readonly __typename?: 'MatchCandidate';
  /** The score, bits. */
  readonly bits: Scalars['Float']['output'];
  /** What each comparison adds. */
  readonly comparisons: ReadonlyArray<MatchComparison>;
  /** The customer. */
  readonly customer: Customer;
  /** Whether records like these would join by themselves. */
  readonly joins: Scalars['Boolean']['output'];
  /** The calibrated probability, 0 to 1. */
  readonly probability: Scalars['Float']['output'];
};

/** What one comparison says of a pair. */
export type MatchComparison = {
  readonly __typename?: 'MatchComparison';
  /** What that adds to the score, bits: log2 of how much more often it is seen of one person than of two. */
  readonly bits: Scalars['Float']['output'];
  /** What is compared: `name`, `birthDate`, … */
  readonly comparison: Scalars['String']['output'];
  /** How far the two agree; null where one of them is not known. */
  readonly level?: Maybe<Scalars['String']['output']>;
};

/** Two records that are alike. */
export type MatchReview = {
  readonly __typename?: 'MatchReview';
  /** The one record. */
  readonly a: MatchSide;
  /** The other. */
  readonly b: MatchSide;
  /** The score: posterior odds in bits (Fellegi and Sunter 1969); 0 is even, 10 a thousand to one. */
  readonly bits: Scalars['Float']['output'];
  /** What each comparison adds; with prior and household it is the score. */
  readonly comparisons: ReadonlyArray<MatchComparison>;
  /** What somebody decided; null while it waits. */
  readonly decision?: Maybe<ReviewDecision>;
  /** What 'two people of one household' explains as well, at most 0. */
  readonly household: Scalars['Float']['output'];
  /** The pair's id; `decideReview` takes it. */
  readonly id: Scalars['ID']['output'];
  /** True where both records are one customer's by now, by whatever way. */
  readonly isOneCustomer: Scalars['Boolean']['output'];
  /** When it was measured. */
  readonly measuredAt: Scalars['DateTime']['output'];
  /** The version of the model that measured it. */
  readonly model: Scalars['String']['output'];
  /** The operation of the decision; null while it waits. */
  readonly operation?: Maybe<IdentityOperation>;
  /** The bits that every pair starts with. */
  readonly prior: Scalars['Float']['output'];
  /** The calibrated probability that both are one person, 0 to 1. */
  readonly probability: Scalars['Float']['output'];
  /** Why the two must not join by themselves, whatever they score; null where nothing stands against it. */
  readonly veto?: Maybe<Scalars['String']['output']>;
};

/** A page of the review queue. */
export type MatchReviewConnection = {
  readonly __typename?: 'MatchReviewConnection';
  /** The same, with their cursors. */
  readonly edges: ReadonlyArray<MatchReviewEdge>;
  /** The pairs of this page. */
  readonly nodes: ReadonlyArray<MatchReview>;
  /** Where this page lies. */
  readonly pageInfo: PageInfo;
};

/** A pair and its place in the queue. */
export type MatchReviewEdge = {
  readonly __typename?: 'MatchReviewEdge';
  /** Opaque; give it as `after` to go on behind this pair. */
  readonly cursor: Scalars['String']['output'];
  /** The pair. */
  readonly node: MatchReview;
};

/** One side of a pair: what a profile says of a person. */
export type MatchSide = {
  readonly __typename?: 'MatchSide';
  /** Who holds it; null where nobody does. */
  readonly customer?: Maybe<Customer>;
  /** The profile's key. */
  readonly profile: Scalars['ID']['output'];
  /** What is compared. */
  readonly values: ReadonlyArray<MatchValue>;
};

/** A value that is compared. */
export type MatchValue = {
  readonly __typename?: 'MatchValue';
  /** True where the value is withheld. */
  readonly masked: Scalars['Boolean']['output'];
  /** Why the value is withheld; null where it is not. */
  readonly maskedBecause?: Maybe<MaskReason>;
  /** The model's name of the field. */
  readonly name: Scalars['String']['output'];
  /** As it was stated; null where it is masked. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** A list before and after a merge; each ascending. */
export type MergeChange = {
  readonly __typename?: 'MergeChange';
  /** Of the one, now. */
  readonly a: ReadonlyArray<Scalars['ID']['output']>;
  /** Of the other, now. */
  readonly b: ReadonlyArray<Scalars['ID']['output']>;
  /** Of both as one; null where the merge would be refused. */
  readonly merged?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
};

/** Two customers that are one person. */
export type MergeCustomersInput = {
  /** The one. */
  readonly a: CustomerSelector;
  /** The other. */
  readonly b: CustomerSelector;
  /** Your own key for this request, 1 to 100 characters: sent again, it answers the same and does nothing. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
  /** What it rests on, at most 20 ids of events, tickets or documents, 1 to 200 characters each. */
  readonly evidence?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Why, 1 to 500 characters: for whoever reads the history. */
  readonly reason: Scalars['String']['input'];
};

/** Why two are one customer. */
export type MergeExplanation = {
  readonly __typename?: 'MergeExplanation';
  /** The customer that both are. */
  readonly customer: Customer;
  /** From `a` to `b`; empty where both are one node. Removing any of these ties leaves the others. */
  readonly path: ReadonlyArray<IdentityLink>;
  /** The version of the policy that it was worked out by. */
  readonly policyVersion: Scalars['Int']['output'];
};

/** What merging two customers would do. */
export type MergePreview = {
  readonly __typename?: 'MergePreview';
  /** The one. */
  readonly a: Customer;
  /** The other. */
  readonly b: Customer;
  /** The id that both would have; null where it would be refused. */
  readonly id?: Maybe<Scalars['ID']['output']>;
  /** Other customers that would change along, because limits in time are counted anew. */
  readonly others: ReadonlyArray<Maybe<Customer>>;
  /** The profiles that both would have; null where it would be refused. */
  readonly profiles?: Maybe<Scalars['Int']['output']>;
  /** Ids of the purposes in force: a denial of one of the two holds for both. */
  readonly purposes: MergeChange;
  /** Why it would be refused; null where it would be done. */
  readonly refusal?: Maybe<Scalars['String']['output']>;
  /** Ids of the segments they are in. Scope: `segments:read`. */
  readonly segments?: Maybe<MergeChange>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Decides a pair of the review queue. `SAME` ties the two records, `DIFFERENT` keeps them apart for good, whatever is
   * measured later; `unmerge` takes it back and asks again. The same decision again answers the same. Scope:
   * `identity:write`. Errors: `NOT_FOUND`, `CONFLICT` (decided otherwise before, or a limit stands against it).
   */
  readonly decideReview: IdentityOperationPayload;
  /**
   * Decides that two customers are one person. Both ids lead to the one that stays. Later evidence does not undo it;
   * `unmerge` does. Scope: `identity:write`. Errors: `NOT_FOUND`, `AMBIGUOUS_ID`, `BAD_USER_INPUT` (the same customer),
   * `CONFLICT` (a limit of the policy, or an earlier decision that they are two).
   */
  readonly mergeCustomers: IdentityOperationPayload;
  /** Takes back one decision, by its id. Asked again it answers the same. Scope: `identity:write`. Errors: `NOT_FOUND`. */
  readonly removeOverride: IdentityOperationPayload;
  /**
   * Decides that identifiers or profiles are not this customer's. Profiles that belong to them, and what was seen with them
   * alone, go along. Later evidence does not undo it; `unmerge` does. Scope: `identity:write`. Errors: `NOT_FOUND`,
   * `AMBIGUOUS_ID`, `BAD_USER_INPUT` (a node is not the customer's, nothing would be left, an identifier is faulty),
   * `OPERATION_LIMIT`.
   */
  readonly splitCustomer: IdentityOperationPayload;
  /**
   * Takes back what a merge or a split decided: everything is as if it had not been. Asked again it answers the same.
   * Scope: `identity:write`. Errors: `NOT_FOUND`, `BAD_USER_INPUT` (the operation decided nothing).
   */
  readonly unmerge: IdentityOperationPayload;
};


export type MutationDecideReviewArgs = {
  input: DecideReviewInput;
};


export type MutationMergeCustomersArgs = {
  input: MergeCustomersInput;
};


export type MutationRemoveOverrideArgs = {
  input: RemoveOverrideInput;
};


export type MutationSplitCustomerArgs = {
  input: SplitCustomerInput;
};


export type MutationUnmergeArgs = {
  input: UnmergeInput;
};

/** Identifiers of a namespace. */
export type NamespaceStock = {
  readonly __typename?: 'NamespaceStock';
  /** Its values. */
  readonly identifiers: Scalars['Int']['output'];
  /** Its name. */
  readonly namespace: Scalars['String']['output'];
  /** Of these, those that join nobody because they were seen with too much company. */
  readonly quarantined: Scalars['Int']['output'];
};

/** A customer within an operation. */
export type OperationMember = {
  readonly __typename?: 'OperationMember';
  /** Its id at the time. */
  readonly id: Scalars['ID']['output'];
  /** How many profiles it had. */
  readonly profiles: Scalars['Int']['output'];
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

/** Customers that another policy would merge or split. */
export type PolicyChange = {
  readonly __typename?: 'PolicyChange';
  /** Ids of then. */
  readonly after: ReadonlyArray<Scalars['ID']['output']>;
  /** Ids of now. */
  readonly before: ReadonlyArray<Scalars['ID']['output']>;
};

/** What another identity policy would change. */
export type PolicySimulation = {
  readonly __typename?: 'PolicySimulation';
  /** False where there are more than were looked at. */
  readonly complete: Scalars['Boolean']['output'];
  /** Customers of the new policy that hold what several have now. */
  readonly merges: Scalars['Int']['output'];
  /** The profiles that were looked at. */
  readonly profiles: Scalars['Int']['output'];
  /** Some of them, at most 20 of each kind. */
  readonly sample: ReadonlyArray<PolicyChange>;
  /** Customers of now whose profiles would be held by several. */
  readonly splits: Scalars['Int']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /**
   * The customer that an id or an identifier belongs to now; null where nobody is known by it. Any id ever issued
   * answers, and prints the id of the customer that holds it today. Errors: `FORBIDDEN` (the caller may not resolve by
   * identifier), `BAD_USER_INPUT` (unknown namespace, empty or oversized value), `AMBIGUOUS_ID` (a late split left the
   * id between people).
   */
  readonly customer?: Maybe<Customer>;
  /**
   * Many customers at once, in the order asked for, null where nobody is known. A hundred selectors at most; errors as for
   * `customer`, each at its own place in the list.
   */
  readonly customers: ReadonlyArray<Maybe<Customer>>;
  /**
   * Who is like somebody described by traits, as a source would state them: `{ "firstName": "Ada", "birthday": "1990-12-10" }`.
   * The best record of each customer, the likeliest first; empty where no model is at work or the traits say too little.
   * Writes nothing. Scopes: `customers:read`, `customers:resolve`, and those of the labels of the traits that are given; who did not consent to
   * the request's purpose is left out. Errors: `BAD_USER_INPUT`, `FORBIDDEN`.
   */
  readonly findMatches: ReadonlyArray<MatchCandidate>;
  /**
   * How well people are told apart and recognised: what was counted by day, what there is, and alarms. Needs the scope
   * `operations:read`. docs/identity-metrics.md has the formulas. Errors: `BAD_USER_INPUT` (days out of range).
   */
  readonly identityMetrics: IdentityMetrics;
  /**
   * What merging two customers would do, without doing it. Scopes: `customers:read`, `identity:write`. Errors as for
   * `mergeCustomers`, but what a limit or an earlier decision refuses is answered in `refusal`.
   */
  readonly previewMerge: MergePreview;
  /**
   * Pairs of records that are alike, for people to decide: the likeliest first. Empty where no model is at work
   * (`MATCH_MODEL_FILE`). Scopes: `customers:read`, `identity:write`.
   */
  readonly reviewQueue: MatchReviewConnection;
  /**
   * Who would merge and who would split if this identity policy were in force: the whole evidence is worked out by it,
   * and nothing is written. Publishing it and rebuilding does exactly this. Scope: `identity:write`. Errors:
   * `BAD_USER_INPUT` naming every fault of the draft.
   */
  readonly simulateIdentityPolicy: PolicySimulation;
  /**
   * Why two ids, identifiers or profiles are one customer's: the strongest chain of ties between them, each with its
   * evidence. Null where they are not one customer's (ask `whyNotMerged`). Errors: as for `customer`, and `NOT_FOUND`.
   */
  readonly whyMerged?: Maybe<MergeExplanation>;
  /**
   * Why two ids, identifiers or profiles are not one customer's: the chain between them that breaks least, and its first
   * tie that does not hold, with the limit that it met. Null where they are one customer's (ask `whyMerged`). Errors: as
   * for `customer`, and `NOT_FOUND`.
   */
  readonly whyNotMerged?: Maybe<SeparationExplanation>;
};


export type QueryCustomerArgs = {
  by: CustomerSelector;
};


export type QueryCustomersArgs = {
  by: ReadonlyArray<CustomerSelector>;
};


export type QueryFindMatchesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  traits: Scalars['JSON']['input'];
};


export type QueryIdentityMetricsArgs = {
  days?: Scalars['Int']['input'];
};


export type QueryPreviewMergeArgs = {
  a: CustomerSelector;
  b: CustomerSelector;
};


export type QueryReviewQueueArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  state?: InputMaybe<ReviewState>;
};


export type QuerySimulateIdentityPolicyArgs = {
  draft: Scalars['JSON']['input'];
  most?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryWhyMergedArgs = {
  a: CustomerSelector;
  b: CustomerSelector;
};


export type QueryWhyNotMergedArgs = {
  a: CustomerSelector;
  b: CustomerSelector;
};

/** The limit that a union would have broken. */
export type RefusedLimit = {
  readonly __typename?: 'RefusedLimit';
  /** Of `cannot`: the decision. */
  readonly decision?: Maybe<IdentityOperation>;
  /** Of `maxPerCustomer`: the most that the policy allows. */
  readonly most?: Maybe<Scalars['Int']['output']>;
  /** `maxPerCustomer`, `cannot` (somebody decided that they are two) or `guard` (as wholes not alike enough). */
  readonly name: Scalars['String']['output'];
  /** Of `maxPerCustomer`: the namespace of which one customer would have had too many values. */
  readonly namespace?: Maybe<Scalars['String']['output']>;
};

/** Refused ties, estimated. */
export type RefusedTies = {
  readonly __typename?: 'RefusedTies';
  /** refused ties a sampled customer × customers; a tie between two is half of each. */
  readonly estimate: Scalars['Float']['output'];
  /** Customers that were drawn at random and looked at; where these are all, the estimate is exact. */
  readonly sampled: Scalars['Int']['output'];
};

/** A customer that shares a value with another and is not one with it. */
export type RelatedCustomer = {
  readonly __typename?: 'RelatedCustomer';
  /** The other customer. */
  readonly customer: Customer;
  /** What connects them, and why it does not hold. */
  readonly link: IdentityLink;
};

/** A decision to take back. */
export type RemoveOverrideInput = {
  /** Your own key for this request, 1 to 100 characters: sent again, it answers the same and does nothing. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
  /** Its id, as an operation or an error named it. */
  readonly override: Scalars['ID']['input'];
  /** Why, 1 to 500 characters: for whoever reads the history. */
  readonly reason: Scalars['String']['input'];
};

/** What somebody says of two records. */
export type ReviewDecision =
  /** They are two people's. */
  | 'DIFFERENT'
  /** They are one person's. */
  | 'SAME';

/** Decisions of people on pairs that scores left open. */
export type ReviewPrecision = {
  readonly __typename?: 'ReviewPrecision';
  /** Of these, those found to be one person. */
  readonly accepted: Scalars['Int']['output'];
  /** Pairs decided. */
  readonly decided: Scalars['Int']['output'];
  /** accepted ÷ decided; null where nothing was decided. */
  readonly precision?: Maybe<Scalars['Float']['output']>;
};

/** Which part of the review queue. */
export type ReviewState =
  /** Somebody decided them. */
  | 'DECIDED'
  /** Nobody decided them, and their score lies between the thresholds, or a veto stands against joining by itself. */
  | 'WAITING';

/** Why two are not one customer. */
export type SeparationExplanation = {
  readonly __typename?: 'SeparationExplanation';
  /** The customer of `a`; null where nobody holds it. */
  readonly a?: Maybe<Customer>;
  /** The customer of `b`; null where nobody holds it. */
  readonly b?: Maybe<Customer>;
  /** The first tie of the path that does not hold; null where there is no path. */
  readonly first?: Maybe<IdentityLink>;
  /** From `a` to `b`; null where nothing was ever seen that connects them. */
  readonly path?: Maybe<ReadonlyArray<IdentityLink>>;
  /** The version of the policy that it was worked out by. */
  readonly policyVersion: Scalars['Int']['output'];
};

/** What is not this customer's. */
export type SplitCustomerInput = {
  /** Your own key for this request, 1 to 100 characters: sent again, it answers the same and does nothing. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
  /** The customer. */
  readonly customer: CustomerSelector;
  /** What it rests on, at most 20 ids of events, tickets or documents, 1 to 200 characters each. */
  readonly evidence?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** What to take out, 1 to 200. */
  readonly nodes: ReadonlyArray<CustomerSelector>;
  /** Why, 1 to 500 characters: for whoever reads the history. */
  readonly reason: Scalars['String']['input'];
};

/** How one of a trait's statements is chosen to be in force (docs/traits.md); among equals the later one is. */
export type SurvivorshipRule =
  /** The longest value. */
  | 'LONGEST'
  /** The value that was stated most often. */
  | 'MOST_FREQUENT'
  /** The last one, by event time. */
  | 'NEWEST'
  /** The last one of the strongest source that states it, in the policy's order. */
  | 'SOURCE_PRIORITY';

/** An attribute of a customer, with where it comes from. */
export type Trait = {
  readonly __typename?: 'Trait';
  /** The name of the attribute, as the source sent it. */
  readonly key: Scalars['String']['output'];
  /**
   * Everything that was ever stated of it, across the customer's profiles and sources, newest first by event time, then by
   * event id: each statement came in the place of the one behind it.
   */
  readonly lineage: TraitStatementConnection;
  /** True where the value is withheld. */
  readonly masked: Scalars['Boolean']['output'];
  /** Why the value is withheld; null where it is not. */
  readonly maskedBecause?: Maybe<MaskReason>;
  /** How the value in force was chosen among what was stated. */
  readonly rule: SurvivorshipRule;
  /** The source that stated it. */
  readonly source: Scalars['String']['output'];
  /** Event time of the record that stated it last. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** The value in force; null where it is masked, or was taken back. */
  readonly value?: Maybe<Scalars['JSON']['output']>;
};


/** An attribute of a customer, with where it comes from. */
export type TraitLineageArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What one event states of a trait, and what became of it. */
export type TraitStatement = {
  readonly __typename?: 'TraitStatement';
  /** The id of the event that states it. */
  readonly event: Scalars['ID']['output'];
  /** Whether it is the statement in force. */
  readonly inForce: Scalars['Boolean']['output'];
  /** Why it is not in force; null where it is. */
  readonly lostBecause?: Maybe<LostBecause>;
  /** True where value and original are withheld. */
  readonly masked: Scalars['Boolean']['output'];
  /** Why they are withheld; null where they are not. */
  readonly maskedBecause?: Maybe<MaskReason>;
  /** The sender's own id of that event; null where it came without one. */
  readonly messageId?: Maybe<Scalars['String']['output']>;
  /** The value as the source sent it; null as `value` is. */
  readonly original?: Maybe<Scalars['JSON']['output']>;
  /** The tracking plan that the event was held against, `web@3`; null where its source had none. */
  readonly plan?: Maybe<Scalars['String']['output']>;
  /** The key of the profile that the event is evidence of. */
  readonly profile: Scalars['ID']['output'];
  /** The source that stated it. */
  readonly source: Scalars['String']['output'];
  /** The rules that the value was standardised by, `standard@1`; null where it stands as it was sent. */
  readonly standard?: Maybe<Scalars['String']['output']>;
  /** Event time. */
  readonly statedAt: Scalars['DateTime']['output'];
  /** The value, in its standard form; null where it is masked, or takes earlier ones back. */
  readonly value?: Maybe<Scalars['JSON']['output']>;
};

/** A page of statements. */
export type TraitStatementConnection = {
  readonly __typename?: 'TraitStatementConnection';
  /** The same, with their cursors. */
  readonly edges: ReadonlyArray<TraitStatementEdge>;
  /** The statements of this page. */
  readonly nodes: ReadonlyArray<TraitStatement>;
  /** Where this page lies. */
  readonly pageInfo: PageInfo;
};

/** A statement and its place in the list. */
export type TraitStatementEdge = {
  readonly __typename?: 'TraitStatementEdge';
  /** Opaque; give it as `after` to go on behind this statement. */
  readonly cursor: Scalars['String']['output'];
  /** The statement. */
  readonly node: TraitStatement;
};

/** An operation to take back. */
export type UnmergeInput = {
  /** Your own key for this request, 1 to 100 characters: sent again, it answers the same and does nothing. */
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
  /** The id of a merge or a split. */
  readonly operation: Scalars['ID']['input'];
  /** Why, 1 to 500 characters: for whoever reads the history. */
  readonly reason: Scalars['String']['input'];
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
  IdentityProfile: IdentityProfile;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"ref":true}> );
  IdentityProfile:
    ( { __typename: 'IdentityProfile' }
    & GraphQLRecursivePick<FederationTypes['IdentityProfile'], {"key":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Customer: ResolverTypeWrapper<CustomerRecord>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  CustomerQuality: ResolverTypeWrapper<CustomerQuality>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  CustomerScope: ResolverTypeWrapper<Scalars['CustomerScope']['output']>;
  CustomerSelector: CustomerSelector;
  CustomerSize: ResolverTypeWrapper<CustomerSize>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DecideReviewInput: DecideReviewInput;
  Identifier: ResolverTypeWrapper<Identifier>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  IdentifierConnection: ResolverTypeWrapper<IdentifierConnection>;
  IdentifierEdge: ResolverTypeWrapper<IdentifierEdge>;
  IdentifierInput: IdentifierInput;
  IdentifierSize: ResolverTypeWrapper<IdentifierSize>;
  IdentifierSizes: ResolverTypeWrapper<IdentifierSizes>;
  IdentityAlarm: ResolverTypeWrapper<IdentityAlarm>;
  IdentityAlarmKind: IdentityAlarmKind;
  IdentityDay: ResolverTypeWrapper<IdentityDay>;
  IdentityEvidence: ResolverTypeWrapper<IdentityEvidence>;
  IdentityFlow: ResolverTypeWrapper<IdentityFlow>;
  IdentityGraph: ResolverTypeWrapper<Omit<IdentityGraph, 'links' | 'nodes'> & { links: ReadonlyArray<ResolversTypes['IdentityLink']>, nodes: ReadonlyArray<ResolversTypes['IdentityNode']> }>;
  IdentityHistoryConnection: ResolverTypeWrapper<Omit<IdentityHistoryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['IdentityHistoryEdge']>, nodes: ReadonlyArray<ResolversTypes['IdentityHistoryEntry']> }>;
  IdentityHistoryEdge: ResolverTypeWrapper<Omit<IdentityHistoryEdge, 'node'> & { node: ResolversTypes['IdentityHistoryEntry'] }>;
  IdentityHistoryEntry: ResolverTypeWrapper<Omit<IdentityHistoryEntry, 'link'> & { link?: Maybe<ResolversTypes['IdentityLink']> }>;
  IdentityLink: ResolverTypeWrapper<ExplainedLink>;
  IdentityLinkKind: IdentityLinkKind;
  IdentityLinkState: IdentityLinkState;
  IdentityMetrics: ResolverTypeWrapper<IdentityMetrics>;
  IdentityNode: ResolverTypeWrapper<string>;
  IdentityOperation: ResolverTypeWrapper<IdentityOperation>;
  IdentityOperationKind: IdentityOperationKind;
  IdentityOperationPayload: ResolverTypeWrapper<Omit<IdentityOperationPayload, 'customers'> & { customers: ReadonlyArray<Maybe<ResolversTypes['Customer']>> }>;
  IdentityProfile: ResolverTypeWrapper<NodeRecord>;
  IdentityStock: ResolverTypeWrapper<IdentityStock>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  LostBecause: LostBecause;
  MaskReason: MaskReason;
  MatchCandidate: ResolverTypeWrapper<Omit<MatchCandidate, 'customer'> & { customer: ResolversTypes['Customer'] }>;
  MatchComparison: ResolverTypeWrapper<MatchComparison>;
  MatchReview: ResolverTypeWrapper<MatchPairDocument>;
  MatchReviewConnection: ResolverTypeWrapper<Omit<MatchReviewConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['MatchReviewEdge']>, nodes: ReadonlyArray<ResolversTypes['MatchReview']> }>;
  MatchReviewEdge: ResolverTypeWrapper<Omit<MatchReviewEdge, 'node'> & { node: ResolversTypes['MatchReview'] }>;
  MatchSide: ResolverTypeWrapper<string>;
  MatchValue: ResolverTypeWrapper<MatchValue>;
  MergeChange: ResolverTypeWrapper<MergeChange>;
  MergeCustomersInput: MergeCustomersInput;
  MergeExplanation: ResolverTypeWrapper<Omit<MergeExplanation, 'customer' | 'path'> & { customer: ResolversTypes['Customer'], path: ReadonlyArray<ResolversTypes['IdentityLink']> }>;
  MergePreview: ResolverTypeWrapper<Omit<MergePreview, 'a' | 'b' | 'others'> & { a: ResolversTypes['Customer'], b: ResolversTypes['Customer'], others: ReadonlyArray<Maybe<ResolversTypes['Customer']>> }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NamespaceStock: ResolverTypeWrapper<NamespaceStock>;
  OperationMember: ResolverTypeWrapper<OperationMember>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PolicyChange: ResolverTypeWrapper<PolicyChange>;
  PolicySimulation: ResolverTypeWrapper<PolicySimulation>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RefusedLimit: ResolverTypeWrapper<RefusedLimit>;
  RefusedTies: ResolverTypeWrapper<RefusedTies>;
  RelatedCustomer: ResolverTypeWrapper<Omit<RelatedCustomer, 'customer' | 'link'> & { customer: ResolversTypes['Customer'], link: ResolversTypes['IdentityLink'] }>;
  RemoveOverrideInput: RemoveOverrideInput;
  ReviewDecision: ReviewDecision;
  ReviewPrecision: ResolverTypeWrapper<ReviewPrecision>;
  ReviewState: ReviewState;
  SeparationExplanation: ResolverTypeWrapper<Omit<SeparationExplanation, 'a' | 'b' | 'first' | 'path'> & { a?: Maybe<ResolversTypes['Customer']>, b?: Maybe<ResolversTypes['Customer']>, first?: Maybe<ResolversTypes['IdentityLink']>, path?: Maybe<ReadonlyArray<ResolversTypes['IdentityLink']>> }>;
  SplitCustomerInput: SplitCustomerInput;
  SurvivorshipRule: SurvivorshipRule;
  Trait: ResolverTypeWrapper<TraitRecord>;
  TraitStatement: ResolverTypeWrapper<TraitStatement>;
  TraitStatementConnection: ResolverTypeWrapper<TraitStatementConnection>;
  TraitStatementEdge: ResolverTypeWrapper<TraitStatementEdge>;
  UnmergeInput: UnmergeInput;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Customer: CustomerRecord;
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  CustomerQuality: CustomerQuality;
  Float: Scalars['Float']['output'];
  CustomerScope: Scalars['CustomerScope']['output'];
  CustomerSelector: CustomerSelector;
  CustomerSize: CustomerSize;
  DateTime: Scalars['DateTime']['output'];
  DecideReviewInput: DecideReviewInput;
  Identifier: Identifier;
  Boolean: Scalars['Boolean']['output'];
  IdentifierConnection: IdentifierConnection;
  IdentifierEdge: IdentifierEdge;
  IdentifierInput: IdentifierInput;
  IdentifierSize: IdentifierSize;
  IdentifierSizes: IdentifierSizes;
  IdentityAlarm: IdentityAlarm;
  IdentityDay: IdentityDay;
  IdentityEvidence: IdentityEvidence;
  IdentityFlow: IdentityFlow;
  IdentityGraph: Omit<IdentityGraph, 'links' | 'nodes'> & { links: ReadonlyArray<ResolversParentTypes['IdentityLink']>, nodes: ReadonlyArray<ResolversParentTypes['IdentityNode']> };
  IdentityHistoryConnection: Omit<IdentityHistoryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['IdentityHistoryEdge']>, nodes: ReadonlyArray<ResolversParentTypes['IdentityHistoryEntry']> };
  IdentityHistoryEdge: Omit<IdentityHistoryEdge, 'node'> & { node: ResolversParentTypes['IdentityHistoryEntry'] };
  IdentityHistoryEntry: Omit<IdentityHistoryEntry, 'link'> & { link?: Maybe<ResolversParentTypes['IdentityLink']> };
  IdentityLink: ExplainedLink;
  IdentityMetrics: IdentityMetrics;
  IdentityNode: string;
  IdentityOperation: IdentityOperation;
  IdentityOperationPayload: Omit<IdentityOperationPayload, 'customers'> & { customers: ReadonlyArray<Maybe<ResolversParentTypes['Customer']>> };
  IdentityProfile: NodeRecord;
  IdentityStock: IdentityStock;
  JSON: Scalars['JSON']['output'];
  MatchCandidate: Omit<MatchCandidate, 'customer'> & { customer: ResolversParentTypes['Customer'] };
  MatchComparison: MatchComparison;
  MatchReview: MatchPairDocument;
  MatchReviewConnection: Omit<MatchReviewConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['MatchReviewEdge']>, nodes: ReadonlyArray<ResolversParentTypes['MatchReview']> };
  MatchReviewEdge: Omit<MatchReviewEdge, 'node'> & { node: ResolversParentTypes['MatchReview'] };
  MatchSide: string;
  MatchValue: MatchValue;
  MergeChange: MergeChange;
  MergeCustomersInput: MergeCustomersInput;
  MergeExplanation: Omit<MergeExplanation, 'customer' | 'path'> & { customer: ResolversParentTypes['Customer'], path: ReadonlyArray<ResolversParentTypes['IdentityLink']> };
  MergePreview: Omit<MergePreview, 'a' | 'b' | 'others'> & { a: ResolversParentTypes['Customer'], b: ResolversParentTypes['Customer'], others: ReadonlyArray<Maybe<ResolversParentTypes['Customer']>> };
  Mutation: Record<PropertyKey, never>;
  NamespaceStock: NamespaceStock;
  OperationMember: OperationMember;
  PageInfo: PageInfo;
  PolicyChange: PolicyChange;
  PolicySimulation: PolicySimulation;
  Query: Record<PropertyKey, never>;
  RefusedLimit: RefusedLimit;
  RefusedTies: RefusedTies;
  RelatedCustomer: Omit<RelatedCustomer, 'customer' | 'link'> & { customer: ResolversParentTypes['Customer'], link: ResolversParentTypes['IdentityLink'] };
  RemoveOverrideInput: RemoveOverrideInput;
  ReviewPrecision: ReviewPrecision;
  SeparationExplanation: Omit<SeparationExplanation, 'a' | 'b' | 'first' | 'path'> & { a?: Maybe<ResolversParentTypes['Customer']>, b?: Maybe<ResolversParentTypes['Customer']>, first?: Maybe<ResolversParentTypes['IdentityLink']>, path?: Maybe<ReadonlyArray<ResolversParentTypes['IdentityLink']>> };
  SplitCustomerInput: SplitCustomerInput;
  Trait: TraitRecord;
  TraitStatement: TraitStatement;
  TraitStatementConnection: TraitStatementConnection;
  TraitStatementEdge: TraitStatementEdge;
  UnmergeInput: UnmergeInput;
};

export type CustomerResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  firstSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifiers?: Resolver<ResolversTypes['IdentifierConnection'], ParentType, ContextType, RequireFields<CustomerIdentifiersArgs, 'first'>>;
  identityGraph?: Resolver<ResolversTypes['IdentityGraph'], ParentType, ContextType, RequireFields<CustomerIdentityGraphArgs, 'first'>>;
  identityHistory?: Resolver<ResolversTypes['IdentityHistoryConnection'], ParentType, ContextType, RequireFields<CustomerIdentityHistoryArgs, 'first'>>;
  quality?: Resolver<ResolversTypes['CustomerQuality'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  related?: Resolver<ReadonlyArray<ResolversTypes['RelatedCustomer']>, ParentType, ContextType, RequireFields<CustomerRelatedArgs, 'first'>>;
  scope?: Resolver<ResolversTypes['CustomerScope'], ParentType, ContextType>;
  trait?: Resolver<Maybe<ResolversTypes['Trait']>, ParentType, ContextType, RequireFields<CustomerTraitArgs, 'key'>>;
  traits?: Resolver<ReadonlyArray<ResolversTypes['Trait']>, ParentType, ContextType, Partial<CustomerTraitsArgs>>;
};

export type CustomerQualityResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['CustomerQuality'] = ResolversParentTypes['CustomerQuality']> = {
  completeness?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  consistency?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  disagreeing?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  freshness?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  invalid?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  missing?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  validity?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export interface CustomerScopeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CustomerScope'], any> {
  name: 'CustomerScope';
}

export type CustomerSizeResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['CustomerSize'] = ResolversParentTypes['CustomerSize']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  profiles?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type IdentifierResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['Identifier'] = ResolversParentTypes['Identifier']> = {
  firstSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  masked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  maskedBecause?: Resolver<Maybe<ResolversTypes['MaskReason']>, ParentType, ContextType>;
  namespace?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type IdentifierConnectionResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentifierConnection'] = ResolversParentTypes['IdentifierConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['IdentifierEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Identifier']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type IdentifierEdgeResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentifierEdge'] = ResolversParentTypes['IdentifierEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Identifier'], ParentType, ContextType>;
};

export type IdentifierSizeResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentifierSize'] = ResolversParentTypes['IdentifierSize']> = {
  customers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  identifiers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type IdentifierSizesResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentifierSizes'] = ResolversParentTypes['IdentifierSizes']> = {
  max?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  mean?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  p95?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sizes?: Resolver<ReadonlyArray<ResolversTypes['IdentifierSize']>, ParentType, ContextType>;
};

export type IdentityAlarmResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentityAlarm'] = ResolversParentTypes['IdentityAlarm']> = {
  expected?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['IdentityAlarmKind'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  observed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  probability?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type IdentityDayResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentityDay'] = ResolversParentTypes['IdentityDay']> = {
  day?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  flow?: Resolver<ResolversTypes['IdentityFlow'], ParentType, ContextType>;
};

export type IdentityEvidenceResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentityEvidence'] = ResolversParentTypes['IdentityEvidence']> = {
  event?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  firstSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  profile?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type IdentityFlowResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentityFlow'] = ResolversParentTypes['IdentityFlow']> = {
  gone?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  idChurn?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  identifiable?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  matchRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  matched?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  merges?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  recognitionRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  splits?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stitches?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type IdentityGraphResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentityGraph'] = ResolversParentTypes['IdentityGraph']> = {
  links?: Resolver<ReadonlyArray<ResolversTypes['IdentityLink']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['IdentityNode']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type IdentityHistoryConnectionResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentityHistoryConnection'] = ResolversParentTypes['IdentityHistoryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['IdentityHistoryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['IdentityHistoryEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type IdentityHistoryEdgeResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentityHistoryEdge'] = ResolversParentTypes['IdentityHistoryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['IdentityHistoryEntry'], ParentType, ContextType>;
};

export type IdentityHistoryEntryResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentityHistoryEntry'] = ResolversParentTypes['IdentityHistoryEntry']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  decision?: Resolver<Maybe<ResolversTypes['IdentityOperation']>, ParentType, ContextType>;
  link?: Resolver<Maybe<ResolversTypes['IdentityLink']>, ParentType, ContextType>;
};

export type IdentityLinkResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentityLink'] = ResolversParentTypes['IdentityLink']> = {
  because?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  comparisons?: Resolver<Maybe<ReadonlyArray<ResolversTypes['MatchComparison']>>, ParentType, ContextType>;
  decision?: Resolver<Maybe<ResolversTypes['IdentityOperation']>, ParentType, ContextType>;
  evidence?: Resolver<Maybe<ResolversTypes['IdentityEvidence']>, ParentType, ContextType>;
  firstSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['IdentityNode'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['IdentityLinkKind'], ParentType, ContextType>;
  lastSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  limit?: Resolver<Maybe<ResolversTypes['RefusedLimit']>, ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['IdentityLinkState'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['IdentityNode'], ParentType, ContextType>;
};

export type IdentityMetricsResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentityMetrics'] = ResolversParentTypes['IdentityMetrics']> = {
  alarms?: Resolver<ReadonlyArray<ResolversTypes['IdentityAlarm']>, ParentType, ContextType>;
  days?: Resolver<ReadonlyArray<ResolversTypes['IdentityDay']>, ParentType, ContextType>;
  stock?: Resolver<ResolversTypes['IdentityStock'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['IdentityFlow'], ParentType, ContextType>;
};

export type IdentityNodeResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentityNode'] = ResolversParentTypes['IdentityNode']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  firstSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  masked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  maskedBecause?: Resolver<Maybe<ResolversTypes['MaskReason']>, ParentType, ContextType>;
  namespace?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type IdentityOperationResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentityOperation'] = ResolversParentTypes['IdentityOperation']> = {
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  after?: Resolver<ReadonlyArray<ResolversTypes['OperationMember']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  before?: Resolver<ReadonlyArray<ResolversTypes['OperationMember']>, ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['IdentityOperationKind'], ParentType, ContextType>;
  overrides?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type IdentityOperationPayloadResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentityOperationPayload'] = ResolversParentTypes['IdentityOperationPayload']> = {
  customers?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Customer']>>, ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['IdentityOperation'], ParentType, ContextType>;
};

export type IdentityProfileResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentityProfile'] = ResolversParentTypes['IdentityProfile'], FederationReferenceType extends FederationReferenceTypes['IdentityProfile'] = FederationReferenceTypes['IdentityProfile']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['IdentityProfile']> | FederationReferenceType, FederationReferenceType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  firstSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  identifiers?: Resolver<ReadonlyArray<ResolversTypes['IdentityNode']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['IdentityLink']>, ParentType, ContextType>;
  refused?: Resolver<ReadonlyArray<ResolversTypes['IdentityLink']>, ParentType, ContextType>;
};

export type IdentityStockResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['IdentityStock'] = ResolversParentTypes['IdentityStock']> = {
  anchored?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  customers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deduplicationRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  identifiersPerCustomer?: Resolver<ResolversTypes['IdentifierSizes'], ParentType, ContextType>;
  largest?: Resolver<ReadonlyArray<ResolversTypes['CustomerSize']>, ParentType, ContextType>;
  namespaces?: Resolver<ReadonlyArray<ResolversTypes['NamespaceStock']>, ParentType, ContextType>;
  profiles?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refusedTies?: Resolver<ResolversTypes['RefusedTies'], ParentType, ContextType>;
  review?: Resolver<ResolversTypes['ReviewPrecision'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MatchCandidateResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['MatchCandidate'] = ResolversParentTypes['MatchCandidate']> = {
  bits?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  comparisons?: Resolver<ReadonlyArray<ResolversTypes['MatchComparison']>, ParentType, ContextType>;
  customer?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
  joins?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  probability?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MatchComparisonResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['MatchComparison'] = ResolversParentTypes['MatchComparison']> = {
  bits?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  comparison?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MatchReviewResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['MatchReview'] = ResolversParentTypes['MatchReview']> = {
  a?: Resolver<ResolversTypes['MatchSide'], ParentType, ContextType>;
  b?: Resolver<ResolversTypes['MatchSide'], ParentType, ContextType>;
  bits?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  comparisons?: Resolver<ReadonlyArray<ResolversTypes['MatchComparison']>, ParentType, ContextType>;
  decision?: Resolver<Maybe<ResolversTypes['ReviewDecision']>, ParentType, ContextType>;
  household?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isOneCustomer?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  measuredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  model?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['IdentityOperation']>, ParentType, ContextType>;
  prior?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  probability?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  veto?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MatchReviewConnectionResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['MatchReviewConnection'] = ResolversParentTypes['MatchReviewConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MatchReviewEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['MatchReview']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MatchReviewEdgeResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['MatchReviewEdge'] = ResolversParentTypes['MatchReviewEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MatchReview'], ParentType, ContextType>;
};

export type MatchSideResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['MatchSide'] = ResolversParentTypes['MatchSide']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  profile?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['MatchValue']>, ParentType, ContextType>;
};

export type MatchValueResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['MatchValue'] = ResolversParentTypes['MatchValue']> = {
  masked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  maskedBecause?: Resolver<Maybe<ResolversTypes['MaskReason']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MergeChangeResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['MergeChange'] = ResolversParentTypes['MergeChange']> = {
  a?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  b?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  merged?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
};

export type MergeExplanationResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['MergeExplanation'] = ResolversParentTypes['MergeExplanation']> = {
  customer?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['IdentityLink']>, ParentType, ContextType>;
  policyVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MergePreviewResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['MergePreview'] = ResolversParentTypes['MergePreview']> = {
  a?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
  b?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  others?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Customer']>>, ParentType, ContextType>;
  profiles?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  purposes?: Resolver<ResolversTypes['MergeChange'], ParentType, ContextType>;
  refusal?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  segments?: Resolver<Maybe<ResolversTypes['MergeChange']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  decideReview?: Resolver<ResolversTypes['IdentityOperationPayload'], ParentType, ContextType, RequireFields<MutationDecideReviewArgs, 'input'>>;
  mergeCustomers?: Resolver<ResolversTypes['IdentityOperationPayload'], ParentType, ContextType, RequireFields<MutationMergeCustomersArgs, 'input'>>;
  removeOverride?: Resolver<ResolversTypes['IdentityOperationPayload'], ParentType, ContextType, RequireFields<MutationRemoveOverrideArgs, 'input'>>;
  splitCustomer?: Resolver<ResolversTypes['IdentityOperationPayload'], ParentType, ContextType, RequireFields<MutationSplitCustomerArgs, 'input'>>;
  unmerge?: Resolver<ResolversTypes['IdentityOperationPayload'], ParentType, ContextType, RequireFields<MutationUnmergeArgs, 'input'>>;
};

export type NamespaceStockResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['NamespaceStock'] = ResolversParentTypes['NamespaceStock']> = {
  identifiers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  namespace?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  quarantined?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OperationMemberResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['OperationMember'] = ResolversParentTypes['OperationMember']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  profiles?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PolicyChangeResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['PolicyChange'] = ResolversParentTypes['PolicyChange']> = {
  after?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  before?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type PolicySimulationResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['PolicySimulation'] = ResolversParentTypes['PolicySimulation']> = {
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  merges?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  profiles?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sample?: Resolver<ReadonlyArray<ResolversTypes['PolicyChange']>, ParentType, ContextType>;
  splits?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType, RequireFields<QueryCustomerArgs, 'by'>>;
  customers?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Customer']>>, ParentType, ContextType, RequireFields<QueryCustomersArgs, 'by'>>;
  findMatches?: Resolver<ReadonlyArray<ResolversTypes['MatchCandidate']>, ParentType, ContextType, RequireFields<QueryFindMatchesArgs, 'first' | 'traits'>>;
  identityMetrics?: Resolver<ResolversTypes['IdentityMetrics'], ParentType, ContextType, RequireFields<QueryIdentityMetricsArgs, 'days'>>;
  previewMerge?: Resolver<ResolversTypes['MergePreview'], ParentType, ContextType, RequireFields<QueryPreviewMergeArgs, 'a' | 'b'>>;
  reviewQueue?: Resolver<ResolversTypes['MatchReviewConnection'], ParentType, ContextType, RequireFields<QueryReviewQueueArgs, 'first' | 'state'>>;
  simulateIdentityPolicy?: Resolver<ResolversTypes['PolicySimulation'], ParentType, ContextType, RequireFields<QuerySimulateIdentityPolicyArgs, 'draft' | 'most'>>;
  whyMerged?: Resolver<Maybe<ResolversTypes['MergeExplanation']>, ParentType, ContextType, RequireFields<QueryWhyMergedArgs, 'a' | 'b'>>;
  whyNotMerged?: Resolver<Maybe<ResolversTypes['SeparationExplanation']>, ParentType, ContextType, RequireFields<QueryWhyNotMergedArgs, 'a' | 'b'>>;
};

export type RefusedLimitResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['RefusedLimit'] = ResolversParentTypes['RefusedLimit']> = {
  decision?: Resolver<Maybe<ResolversTypes['IdentityOperation']>, ParentType, ContextType>;
  most?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  namespace?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RefusedTiesResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['RefusedTies'] = ResolversParentTypes['RefusedTies']> = {
  estimate?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  sampled?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RelatedCustomerResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['RelatedCustomer'] = ResolversParentTypes['RelatedCustomer']> = {
  customer?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
  link?: Resolver<ResolversTypes['IdentityLink'], ParentType, ContextType>;
};

export type ReviewPrecisionResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['ReviewPrecision'] = ResolversParentTypes['ReviewPrecision']> = {
  accepted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  decided?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  precision?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type SeparationExplanationResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['SeparationExplanation'] = ResolversParentTypes['SeparationExplanation']> = {
  a?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  b?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  first?: Resolver<Maybe<ResolversTypes['IdentityLink']>, ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['IdentityLink']>>, ParentType, ContextType>;
  policyVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TraitResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['Trait'] = ResolversParentTypes['Trait']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lineage?: Resolver<ResolversTypes['TraitStatementConnection'], ParentType, ContextType, RequireFields<TraitLineageArgs, 'first'>>;
  masked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  maskedBecause?: Resolver<Maybe<ResolversTypes['MaskReason']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['SurvivorshipRule'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type TraitStatementResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['TraitStatement'] = ResolversParentTypes['TraitStatement']> = {
  event?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inForce?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  lostBecause?: Resolver<Maybe<ResolversTypes['LostBecause']>, ParentType, ContextType>;
  masked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  maskedBecause?: Resolver<Maybe<ResolversTypes['MaskReason']>, ParentType, ContextType>;
  messageId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  original?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  plan?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  profile?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  standard?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type TraitStatementConnectionResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['TraitStatementConnection'] = ResolversParentTypes['TraitStatementConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TraitStatementEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['TraitStatement']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TraitStatementEdgeResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['TraitStatementEdge'] = ResolversParentTypes['TraitStatementEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['TraitStatement'], ParentType, ContextType>;
};

export type Resolvers<ContextType = IdentityContext> = {
  Customer?: CustomerResolvers<ContextType>;
  CustomerQuality?: CustomerQualityResolvers<ContextType>;
  CustomerScope?: GraphQLScalarType;
  CustomerSize?: CustomerSizeResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Identifier?: IdentifierResolvers<ContextType>;
  IdentifierConnection?: IdentifierConnectionResolvers<ContextType>;
  IdentifierEdge?: IdentifierEdgeResolvers<ContextType>;
  IdentifierSize?: IdentifierSizeResolvers<ContextType>;
  IdentifierSizes?: IdentifierSizesResolvers<ContextType>;
  IdentityAlarm?: IdentityAlarmResolvers<ContextType>;
  IdentityDay?: IdentityDayResolvers<ContextType>;
  IdentityEvidence?: IdentityEvidenceResolvers<ContextType>;
  IdentityFlow?: IdentityFlowResolvers<ContextType>;
  IdentityGraph?: IdentityGraphResolvers<ContextType>;
  IdentityHistoryConnection?: IdentityHistoryConnectionResolvers<ContextType>;
  IdentityHistoryEdge?: IdentityHistoryEdgeResolvers<ContextType>;
  IdentityHistoryEntry?: IdentityHistoryEntryResolvers<ContextType>;
  IdentityLink?: IdentityLinkResolvers<ContextType>;
  IdentityMetrics?: IdentityMetricsResolvers<ContextType>;
  IdentityNode?: IdentityNodeResolvers<ContextType>;
  IdentityOperation?: IdentityOperationResolvers<ContextType>;
  IdentityOperationPayload?: IdentityOperationPayloadResolvers<ContextType>;
  IdentityProfile?: IdentityProfileResolvers<ContextType>;
  IdentityStock?: IdentityStockResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  MatchCandidate?: MatchCandidateResolvers<ContextType>;
  MatchComparison?: MatchComparisonResolvers<ContextType>;
  MatchReview?: MatchReviewResolvers<ContextType>;
  MatchReviewConnection?: MatchReviewConnectionResolvers<ContextType>;
  MatchReviewEdge?: MatchReviewEdgeResolvers<ContextType>;
  MatchSide?: MatchSideResolvers<ContextType>;
  MatchValue?: MatchValueResolvers<ContextType>;
  MergeChange?: MergeChangeResolvers<ContextType>;
  MergeExplanation?: MergeExplanationResolvers<ContextType>;
  MergePreview?: MergePreviewResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NamespaceStock?: NamespaceStockResolvers<ContextType>;
  OperationMember?: OperationMemberResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PolicyChange?: PolicyChangeResolvers<ContextType>;
  PolicySimulation?: PolicySimulationResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RefusedLimit?: RefusedLimitResolvers<ContextType>;
  RefusedTies?: RefusedTiesResolvers<ContextType>;
  RelatedCustomer?: RelatedCustomerResolvers<ContextType>;
  ReviewPrecision?: ReviewPrecisionResolvers<ContextType>;
  SeparationExplanation?: SeparationExplanationResolvers<ContextType>;
  Trait?: TraitResolvers<ContextType>;
  TraitStatement?: TraitStatementResolvers<ContextType>;
  TraitStatementConnection?: TraitStatementConnectionResolvers<ContextType>;
  TraitStatementEdge?: TraitStatementEdgeResolvers<ContextType>;
};

