import type { CustomerScope } from '../../platform/customer-scope.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CustomerRecord } from './domain/customer-record.ts';
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
  /** What is known of the customer: for each key the newest value by event time, with its provenance; ordered by key. */
  readonly traits: ReadonlyArray<Trait>;
};


/** A person as we resolve them: a canonical id and the set of profiles that belong to it. */
export type CustomerIdentifiersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
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

/** An attribute of a customer, with where it comes from. */
export type Trait = {
  readonly __typename?: 'Trait';
  /** The name of the attribute, as the source sent it. */
  readonly key: Scalars['String']['output'];
  /** True where the value is withheld. */
  readonly masked: Scalars['Boolean']['output'];
  /** Why the value is withheld; null where it is not. */
  readonly maskedBecause?: Maybe<MaskReason>;
  /** The source that stated it. */
  readonly source: Scalars['String']['output'];
  /** Event time of the record that stated it last. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** The value in force; null where it is masked. */
  readonly value?: Maybe<Scalars['JSON']['output']>;
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
  MaskReason: MaskReason;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Trait: ResolverTypeWrapper<Trait>;
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
  Trait: Trait;
};

export type CustomerResolvers<ContextType = IdentityContext, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  firstSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifiers?: Resolver<ResolversTypes['IdentifierConnection'], ParentType, ContextType, RequireFields<CustomerIdentifiersArgs, 'first'>>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['CustomerScope'], ParentType, ContextType>;
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
  masked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  maskedBecause?: Resolver<Maybe<ResolversTypes['MaskReason']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
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
};

