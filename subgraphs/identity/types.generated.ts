import type { CustomerScope } from '../../platform/customer-scope.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CustomerRecord } from './domain/customer-record.ts';
import type { TraitRecord } from './domain/trait-record.ts';
import type { IdentityContext } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
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
  /** The canonical id. It never changes hands; an id absorbed by a merge resolves to the survivor for ever. */
  readonly id: Scalars['ID']['output'];
  /** The values this customer is known by, strongest namespace first, then by value key. */
  readonly identifiers: IdentifierConnection;
  /** Any id or profile key ever issued: how other subgraphs point to a customer. */
  readonly ref: Scalars['ID']['output'];
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
export type CustomerTraitArgs = {
  key: Scalars['String']['input'];
};


/** A person as we resolve them: a canonical id and the set of profiles that belong to it. */
export type CustomerTraitsArgs = {
  keys?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** One way to name a customer: exactly one of the fields. */
export type CustomerSelector =
  /** A canonical id, or any id that was issued before a merge. */
  { readonly id: Scalars['ID']['input']; readonly identifier?: never; }
  |  /** An identifier that some system holds, as that system writes it; it is normalised before the look-up. */
  { readonly id?: never; readonly identifier: IdentifierInput; };

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
};


export type QueryCustomerArgs = {
  by: CustomerSelector;
};


export type QueryCustomersArgs = {
  by: ReadonlyArray<CustomerSelector>;
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
    & GraphQLRecursivePick<FederationTypes['Customer'], {"ref":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Customer: ResolverTypeWrapper<CustomerRecord>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  CustomerScope: ResolverTypeWrapper<Scalars['CustomerScope']['output']>;
  CustomerSelector: CustomerSelector;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Identifier: ResolverTypeWrapper<Identifier>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  IdentifierConnection: ResolverTypeWrapper<IdentifierConnection>;
  IdentifierEdge: ResolverTypeWrapper<IdentifierEdge>;
  IdentifierInput: IdentifierInput;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  LostBecause: LostBecause;
  MaskReason: MaskReason;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SurvivorshipRule: SurvivorshipRule;
  Trait: ResolverTypeWrapper<TraitRecord>;
  TraitStatement: ResolverTypeWrapper<TraitStatement>;
  TraitStatementConnection: ResolverTypeWrapper<TraitStatementConnection>;
  TraitStatementEdge: ResolverTypeWrapper<TraitStatementEdge>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Customer: CustomerRecord;
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  CustomerScope: Scalars['CustomerScope']['output'];
  CustomerSelector: CustomerSelector;
  DateTime: Scalars['DateTime']['output'];
  Identifier: Identifier;
  Boolean: Scalars['Boolean']['output'];
  IdentifierConnection: IdentifierConnection;
  IdentifierEdge: IdentifierEdge;
  IdentifierInput: IdentifierInput;
  JSON: Scalars['JSON']['output'];
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  Trait: TraitRecord;
  TraitStatement: TraitStatement;
  TraitStatementConnection: TraitStatementConnection;
  TraitStatementEdge: TraitStatementEdge;
};

export type CustomerResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  firstSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifiers?: Resolver<ResolversTypes['IdentifierConnection'], ParentType, ContextType, RequireFields<CustomerIdentifiersArgs, 'first'>>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['CustomerScope'], ParentType, ContextType>;
  trait?: Resolver<Maybe<ResolversTypes['Trait']>, ParentType, ContextType, RequireFields<CustomerTraitArgs, 'key'>>;
  traits?: Resolver<ReadonlyArray<ResolversTypes['Trait']>, ParentType, ContextType, Partial<CustomerTraitsArgs>>;
};

export interface CustomerScopeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CustomerScope'], any> {
  name: 'CustomerScope';
}

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

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type PageInfoResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType, RequireFields<QueryCustomerArgs, 'by'>>;
  customers?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Customer']>>, ParentType, ContextType, RequireFields<QueryCustomersArgs, 'by'>>;
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
  CustomerScope?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Identifier?: IdentifierResolvers<ContextType>;
  IdentifierConnection?: IdentifierConnectionResolvers<ContextType>;
  IdentifierEdge?: IdentifierEdgeResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Trait?: TraitResolvers<ContextType>;
  TraitStatement?: TraitStatementResolvers<ContextType>;
  TraitStatementConnection?: TraitStatementConnectionResolvers<ContextType>;
  TraitStatementEdge?: TraitStatementEdgeResolvers<ContextType>;
};

