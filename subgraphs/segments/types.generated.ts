import type { CustomerScope } from '../../platform/customer-scope.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { SegmentDefinition } from './domain/segment-definition.ts';
import type { CustomerReference } from '../../platform/customer-reference.ts';
import type { SegmentsContext } from './context.ts';
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
  /** A fixed length of time, ISO 8601 with weeks, days, hours, minutes and seconds: `P7D`, `PT36H`. No months or years. */
  Duration: { input: number; output: number; }
  /** Any JSON value, as it was sent. */
  JSON: { input: unknown; output: unknown; }
  _FieldSet: { input: string; output: string; }
};

/** The customer's segments. */
export type Customer = {
  readonly __typename?: 'Customer';
  readonly ref: Scalars['ID']['output'];
  readonly scope: Scalars['CustomerScope']['output'];
  /** The segments this customer belongs to, or left, whose purpose is in force; by segment id. */
  readonly segments?: Maybe<ReadonlyArray<SegmentMembership>>;
};


/** The customer's segments. */
export type CustomerSegmentsArgs = {
  status?: InputMaybe<MembershipStatus>;
};

/** A page of customers. */
export type CustomerConnection = {
  readonly __typename?: 'CustomerConnection';
  /** The same, with their cursors. */
  readonly edges: ReadonlyArray<CustomerEdge>;
  /** The customers of this page; null where one could not be read. */
  readonly nodes: ReadonlyArray<Maybe<Customer>>;
  /** Where this page lies. */
  readonly pageInfo: PageInfo;
};

/** A customer and its place in the list. */
export type CustomerEdge = {
  readonly __typename?: 'CustomerEdge';
  /** Opaque; give it as `after` to go on behind this customer. */
  readonly cursor: Scalars['String']['output'];
  /** The customer; null where it could not be read. */
  readonly node?: Maybe<Customer>;
};

/** A condition on how often something happened: at least `atLeast` times, within the last `within`. */
export type EventConditionInput = {
  /** How often at least; 1 to 100. */
  readonly atLeast?: InputMaybe<Scalars['Int']['input']>;
  /** The event's, page's or screen's name. */
  readonly name: Scalars['String']['input'];
  /** Which kind of event. */
  readonly type?: InputMaybe<SegmentEventType>;
  /** Within which time back from any instant: an event at `t` counts while now - within < t <= now; ever, where absent. At most P730D. */
  readonly within?: InputMaybe<Scalars['Duration']['input']>;
};

/** Whether a customer belongs to a segment. */
export type MembershipStatus =
  /** It did. */
  | 'EXITED'
  /** It does. */
  | 'REALIZED';

export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Defines a segment, or a new version of it; a definition equal to the one in force changes nothing. Everybody is
   * evaluated at once; `Segment.evaluatedVersion` tells when that is done. Errors: `FORBIDDEN` (no right to define, or
   * a condition on a trait whose label the caller may not read), `BAD_USER_INPUT` (names the place in the rule).
   */
  readonly upsertSegment: UpsertSegmentPayload;
};


export type MutationUpsertSegmentArgs = {
  input: UpsertSegmentInput;
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

export type Query = {
  readonly __typename?: 'Query';
  /** The segment of this id; null where there is none. */
  readonly segment?: Maybe<Segment>;
  /** All segments, by id. */
  readonly segments: ReadonlyArray<Segment>;
};


export type QuerySegmentArgs = {
  id: Scalars['ID']['input'];
};

/** A versioned rule and its membership. Whatever led here, `rule`, `size` and `members` need the scope `segments:read`. */
export type Segment = {
  readonly __typename?: 'Segment';
  /** What it is for. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The version that everybody has been evaluated against; smaller than `version` while a new one is being evaluated. */
  readonly evaluatedVersion: Scalars['Int']['output'];
  /** The segment's id. */
  readonly id: Scalars['ID']['output'];
  /** The members, by customer id. */
  readonly members: CustomerConnection;
  /** What people call it. */
  readonly name: Scalars['String']['output'];
  /** The purpose it serves. */
  readonly purpose: Scalars['String']['output'];
  /** The rule, in the shape of `SegmentRuleInput`. */
  readonly rule: Scalars['JSON']['output'];
  /** How many customers are members now. */
  readonly size: Scalars['Int']['output'];
  /** When this version came into force. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** The version in force, from 1. */
  readonly version: Scalars['Int']['output'];
};


/** A versioned rule and its membership. Whatever led here, `rule`, `size` and `members` need the scope `segments:read`. */
export type SegmentMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** The kinds of event that have a name. */
export type SegmentEventType =
  | 'PAGE'
  | 'SCREEN'
  | 'TRACK';

/** That a customer belongs, or belonged, to a segment. */
export type SegmentMembership = {
  readonly __typename?: 'SegmentMembership';
  /** The instant the rule turned true, in event time. */
  readonly enteredAt: Scalars['DateTime']['output'];
  /** The instant the rule turned false, in event time; null for a member. */
  readonly exitedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The segment. */
  readonly segment: Segment;
  /** Whether it belongs now. */
  readonly status: MembershipStatus;
  /** The version of the definition that says so. */
  readonly version: Scalars['Int']['output'];
};

/** A rule: exactly one of the fields. */
export type SegmentRuleInput =
  /** Every one of these holds; at least one. */
  { readonly all: ReadonlyArray<SegmentRuleInput>; readonly any?: never; readonly event?: never; readonly not?: never; readonly trait?: never; }
  |  /** At least one of these holds; at least one. */
  { readonly all?: never; readonly any: ReadonlyArray<SegmentRuleInput>; readonly event?: never; readonly not?: never; readonly trait?: never; }
  |  /** A condition on what happened. */
  { readonly all?: never; readonly any?: never; readonly event: EventConditionInput; readonly not?: never; readonly trait?: never; }
  |  /** This does not hold. */
  { readonly all?: never; readonly any?: never; readonly event?: never; readonly not: SegmentRuleInput; readonly trait?: never; }
  |  /** A condition on a trait. */
  { readonly all?: never; readonly any?: never; readonly event?: never; readonly not?: never; readonly trait: TraitConditionInput; };

/** A condition on a trait's newest value by event time. A trait that is not there fulfils nothing but `EXISTS: false`. */
export type TraitConditionInput = {
  /** The trait's key. */
  readonly key: Scalars['String']['input'];
  /** How to compare. */
  readonly op: TraitOperator;
  /** What to compare with: a string, number or boolean; a list of them for `IN`; true or false for `EXISTS`. */
  readonly value: Scalars['JSON']['input'];
};

/** How a trait's value is compared. Values of different JSON types are never equal and never ordered. */
export type TraitOperator =
  /** A string that contains this one, letter case aside. */
  | 'CONTAINS'
  /** The same value. */
  | 'EQ'
  /** There (`true`), or not there (`false`); a value of null is not there. */
  | 'EXISTS'
  /** Greater; numbers, or strings by code point. */
  | 'GT'
  /** Greater or the same. */
  | 'GTE'
  /** One of a list. */
  | 'IN'
  /** Less; numbers, or strings by code point. */
  | 'LT'
  /** Less or the same. */
  | 'LTE'
  /** There, and another value. */
  | 'NE';

/** A segment's definition. */
export type UpsertSegmentInput = {
  /** What it is for, at most 500 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** The segment's id: 1 to 64 of a–z, 0–9, `-` and `_`, starting with a letter. */
  readonly id: Scalars['ID']['input'];
  /** What people call it, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** The purpose it serves: only customers for whom that purpose is in force are members. */
  readonly purpose: Scalars['String']['input'];
  /** Who belongs to it: at most 50 conditions, 8 levels deep. */
  readonly rule: SegmentRuleInput;
};

/** What was defined. */
export type UpsertSegmentPayload = {
  readonly __typename?: 'UpsertSegmentPayload';
  /** False where the definition was in force already. */
  readonly changed: Scalars['Boolean']['output'];
  /** The segment. */
  readonly segment: Segment;
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
  Segment: Segment;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"ref":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"scope":true}> ) );
  Segment:
    ( { __typename: 'Segment' }
    & GraphQLRecursivePick<FederationTypes['Segment'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Customer: ResolverTypeWrapper<CustomerReference>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CustomerConnection: ResolverTypeWrapper<Omit<CustomerConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['CustomerEdge']>, nodes: ReadonlyArray<Maybe<ResolversTypes['Customer']>> }>;
  CustomerEdge: ResolverTypeWrapper<Omit<CustomerEdge, 'node'> & { node?: Maybe<ResolversTypes['Customer']> }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  CustomerScope: ResolverTypeWrapper<Scalars['CustomerScope']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Duration: ResolverTypeWrapper<Scalars['Duration']['output']>;
  EventConditionInput: EventConditionInput;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  MembershipStatus: MembershipStatus;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Segment: ResolverTypeWrapper<SegmentDefinition>;
  SegmentEventType: SegmentEventType;
  SegmentMembership: ResolverTypeWrapper<Omit<SegmentMembership, 'segment'> & { segment: ResolversTypes['Segment'] }>;
  SegmentRuleInput: SegmentRuleInput;
  TraitConditionInput: TraitConditionInput;
  TraitOperator: TraitOperator;
  UpsertSegmentInput: UpsertSegmentInput;
  UpsertSegmentPayload: ResolverTypeWrapper<Omit<UpsertSegmentPayload, 'segment'> & { segment: ResolversTypes['Segment'] }>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Customer: CustomerReference;
  ID: Scalars['ID']['output'];
  CustomerConnection: Omit<CustomerConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['CustomerEdge']>, nodes: ReadonlyArray<Maybe<ResolversParentTypes['Customer']>> };
  CustomerEdge: Omit<CustomerEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Customer']> };
  String: Scalars['String']['output'];
  CustomerScope: Scalars['CustomerScope']['output'];
  DateTime: Scalars['DateTime']['output'];
  Duration: Scalars['Duration']['output'];
  EventConditionInput: EventConditionInput;
  Int: Scalars['Int']['output'];
  JSON: Scalars['JSON']['output'];
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  Query: Record<PropertyKey, never>;
  Segment: SegmentDefinition;
  SegmentMembership: Omit<SegmentMembership, 'segment'> & { segment: ResolversParentTypes['Segment'] };
  SegmentRuleInput: SegmentRuleInput;
  TraitConditionInput: TraitConditionInput;
  UpsertSegmentInput: UpsertSegmentInput;
  UpsertSegmentPayload: Omit<UpsertSegmentPayload, 'segment'> & { segment: ResolversParentTypes['Segment'] };
};

export type CustomerResolvers<ContextType = SegmentsContext, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  segments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SegmentMembership']>>, ParentType, ContextType, RequireFields<CustomerSegmentsArgs, 'status'>>;
};

export type CustomerConnectionResolvers<ContextType = SegmentsContext, ParentType extends ResolversParentTypes['CustomerConnection'] = ResolversParentTypes['CustomerConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CustomerEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Customer']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CustomerEdgeResolvers<ContextType = SegmentsContext, ParentType extends ResolversParentTypes['CustomerEdge'] = ResolversParentTypes['CustomerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
};

export interface CustomerScopeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CustomerScope'], any> {
  name: 'CustomerScope';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DurationScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Duration'], any> {
  name: 'Duration';
}

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MutationResolvers<ContextType = SegmentsContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  upsertSegment?: Resolver<ResolversTypes['UpsertSegmentPayload'], ParentType, ContextType, RequireFields<MutationUpsertSegmentArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = SegmentsContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = SegmentsContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  segment?: Resolver<Maybe<ResolversTypes['Segment']>, ParentType, ContextType, RequireFields<QuerySegmentArgs, 'id'>>;
  segments?: Resolver<ReadonlyArray<ResolversTypes['Segment']>, ParentType, ContextType>;
};

export type SegmentResolvers<ContextType = SegmentsContext, ParentType extends ResolversParentTypes['Segment'] = ResolversParentTypes['Segment'], FederationReferenceType extends FederationReferenceTypes['Segment'] = FederationReferenceTypes['Segment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Segment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  evaluatedVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  members?: Resolver<ResolversTypes['CustomerConnection'], ParentType, ContextType, RequireFields<SegmentMembersArgs, 'first'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SegmentMembershipResolvers<ContextType = SegmentsContext, ParentType extends ResolversParentTypes['SegmentMembership'] = ResolversParentTypes['SegmentMembership']> = {
  enteredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  exitedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  segment?: Resolver<ResolversTypes['Segment'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['MembershipStatus'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UpsertSegmentPayloadResolvers<ContextType = SegmentsContext, ParentType extends ResolversParentTypes['UpsertSegmentPayload'] = ResolversParentTypes['UpsertSegmentPayload']> = {
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  segment?: Resolver<ResolversTypes['Segment'], ParentType, ContextType>;
};

export type Resolvers<ContextType = SegmentsContext> = {
  Customer?: CustomerResolvers<ContextType>;
  CustomerConnection?: CustomerConnectionResolvers<ContextType>;
  CustomerEdge?: CustomerEdgeResolvers<ContextType>;
  CustomerScope?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Segment?: SegmentResolvers<ContextType>;
  SegmentMembership?: SegmentMembershipResolvers<ContextType>;
  UpsertSegmentPayload?: UpsertSegmentPayloadResolvers<ContextType>;
};

