import type { CustomerScope } from '../../platform/customer-scope.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CustomerReference } from '../../platform/customer-reference.ts';
import type { ConsentContext } from './context.ts';
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
  _FieldSet: { input: string; output: string; }
};

/** The effective consent of a customer for a purpose. */
export type Consent = {
  readonly __typename?: 'Consent';
  /** The basis that the purpose rests on. */
  readonly basis: LawfulBasis;
  /** When the decision in force was made; null where there is none. */
  readonly decidedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether data may be used for this purpose now, by basis and status. */
  readonly inForce: Scalars['Boolean']['output'];
  /** The purpose's id. */
  readonly purpose: Scalars['String']['output'];
  /** The source that recorded it; null where there is none. */
  readonly source?: Maybe<Scalars['String']['output']>;
  /** What is decided across the customer's identifiers: a denial in force wins, no decision is `UNKNOWN`. */
  readonly status: ConsentStatus;
};

/** What a person decided. */
export type ConsentDecision =
  | 'DENIED'
  | 'GRANTED';

/** A decision on one purpose. */
export type ConsentDecisionInput = {
  /** What was decided. */
  readonly decision: ConsentDecision;
  /** The purpose's id. */
  readonly purpose: Scalars['String']['input'];
};

/** The record of a decision; never changed, never deleted but by erasure. */
export type ConsentReceipt = {
  readonly __typename?: 'ConsentReceipt';
  /** When it was decided. */
  readonly decidedAt: Scalars['DateTime']['output'];
  /** What was decided. */
  readonly decisions: ReadonlyArray<ConsentReceiptDecision>;
  /** The receipt's id. */
  readonly id: Scalars['ID']['output'];
  /** When it was recorded. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The source or client that recorded it. */
  readonly source: Scalars['String']['output'];
};

/** A decision on one purpose, as recorded. */
export type ConsentReceiptDecision = {
  readonly __typename?: 'ConsentReceiptDecision';
  /** What was decided. */
  readonly decision: ConsentDecision;
  /** The purpose's id. */
  readonly purpose: Scalars['String']['output'];
};

/** What is decided. */
export type ConsentStatus =
  | 'DENIED'
  | 'GRANTED'
  | 'UNKNOWN';

/** The customer's consents. */
export type Customer = {
  readonly __typename?: 'Customer';
  /** The effective consent for every purpose, or for those asked for, in the order the purposes are defined. */
  readonly consents?: Maybe<ReadonlyArray<Consent>>;
  readonly ref: Scalars['ID']['output'];
  readonly scope: Scalars['CustomerScope']['output'];
};


/** The customer's consents. */
export type CustomerConsentsArgs = {
  purposes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** One way to name a customer: exactly one of the fields. */
export type CustomerSelector =
  /** A canonical id, or any id that was issued before a merge. */
  { readonly id: Scalars['ID']['input']; readonly identifier?: never; }
  |  /** An identifier that some system holds, as that system writes it; it is normalised before the look-up. */
  { readonly id?: never; readonly identifier: IdentifierInput; };

/** A value in a namespace. */
export type IdentifierInput = {
  /** `user_id`, `email`, `phone`, `anonymous_id`, `device_id`, `loyalty_id`, `crm_id`, `cookie` or a configured one. */
  readonly namespace: Scalars['String']['input'];
  /** The value, 1 to 256 characters after normalisation. */
  readonly value: Scalars['String']['input'];
};

/** The bases of GDPR art. 6 (1). */
export type LawfulBasis =
  /** Art. 6 (1) a: in force only while the person's consent is. */
  | 'CONSENT'
  /** Art. 6 (1) b: in force without a decision. */
  | 'CONTRACT'
  /** Art. 6 (1) c. */
  | 'LEGAL_OBLIGATION'
  /** Art. 6 (1) f: in force until the person objects. */
  | 'LEGITIMATE_INTERESTS'
  /** Art. 6 (1) e. */
  | 'PUBLIC_TASK'
  /** Art. 6 (1) d. */
  | 'VITAL_INTERESTS';

export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Records a person's decision. The receipt speaks for every identifier of the customer, or for the one identifier that
   * is named; the newest decision by event time is in force, and a denial wins a tie. In force before the answer. Errors:
   * `FORBIDDEN`, `NOT_FOUND` (no customer has this id), `BAD_USER_INPUT` (unknown purpose, a time in the future),
   * `CONFLICT` (this receipt id was used with other content).
   */
  readonly recordConsent: RecordConsentPayload;
};


export type MutationRecordConsentArgs = {
  input: RecordConsentInput;
};

/** Why data may be used. */
export type Purpose = {
  readonly __typename?: 'Purpose';
  /** The basis it rests on. */
  readonly basis: LawfulBasis;
  /** What it is, for people. */
  readonly description: Scalars['String']['output'];
  /** Its id: what `x-purpose` names. */
  readonly id: Scalars['ID']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /** Why data may be used here: every purpose that is defined. */
  readonly purposes: ReadonlyArray<Purpose>;
};

/** A decision to record. */
export type RecordConsentInput = {
  /** Whose decision: by `id`, a customer who exists; by `identifier`, whoever holds it, now or later. */
  readonly customer: CustomerSelector;
  /** When it was decided; now where absent. Never in the future. */
  readonly decidedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** What was decided, at most one decision a purpose. */
  readonly decisions: ReadonlyArray<ConsentDecisionInput>;
  /** How it was collected, in the sender's words: `preference centre`, `call 4711`; at most 500 characters. */
  readonly evidence?: InputMaybe<Scalars['String']['input']>;
  /** The sender's own id of this receipt, 1 to 100 characters: a repeat is answered with the receipt that is stored. Made where absent. */
  readonly receiptId?: InputMaybe<Scalars['String']['input']>;
};

/** What was recorded. */
export type RecordConsentPayload = {
  readonly __typename?: 'RecordConsentPayload';
  /** The customer it speaks for, if one is known by now. */
  readonly customer?: Maybe<Customer>;
  /** The receipt, as it is stored. */
  readonly receipt: ConsentReceipt;
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
        | GraphQLRecursivePick<FederationTypes['Customer'], {"scope":true}> ) );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Consent: ResolverTypeWrapper<Consent>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ConsentDecision: ConsentDecision;
  ConsentDecisionInput: ConsentDecisionInput;
  ConsentReceipt: ResolverTypeWrapper<ConsentReceipt>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ConsentReceiptDecision: ResolverTypeWrapper<ConsentReceiptDecision>;
  ConsentStatus: ConsentStatus;
  Customer: ResolverTypeWrapper<CustomerReference>;
  CustomerScope: ResolverTypeWrapper<Scalars['CustomerScope']['output']>;
  CustomerSelector: CustomerSelector;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  IdentifierInput: IdentifierInput;
  LawfulBasis: LawfulBasis;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Purpose: ResolverTypeWrapper<Purpose>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordConsentInput: RecordConsentInput;
  RecordConsentPayload: ResolverTypeWrapper<Omit<RecordConsentPayload, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Consent: Consent;
  Boolean: Scalars['Boolean']['output'];
  String: Scalars['String']['output'];
  ConsentDecisionInput: ConsentDecisionInput;
  ConsentReceipt: ConsentReceipt;
  ID: Scalars['ID']['output'];
  ConsentReceiptDecision: ConsentReceiptDecision;
  Customer: CustomerReference;
  CustomerScope: Scalars['CustomerScope']['output'];
  CustomerSelector: CustomerSelector;
  DateTime: Scalars['DateTime']['output'];
  IdentifierInput: IdentifierInput;
  Mutation: Record<PropertyKey, never>;
  Purpose: Purpose;
  Query: Record<PropertyKey, never>;
  RecordConsentInput: RecordConsentInput;
  RecordConsentPayload: Omit<RecordConsentPayload, 'customer'> & { customer?: Maybe<ResolversParentTypes['Customer']> };
};

export type ConsentResolvers<ContextType = ConsentContext, ParentType extends ResolversParentTypes['Consent'] = ResolversParentTypes['Consent']> = {
  basis?: Resolver<ResolversTypes['LawfulBasis'], ParentType, ContextType>;
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  inForce?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ConsentStatus'], ParentType, ContextType>;
};

export type ConsentReceiptResolvers<ContextType = ConsentContext, ParentType extends ResolversParentTypes['ConsentReceipt'] = ResolversParentTypes['ConsentReceipt']> = {
  decidedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  decisions?: Resolver<ReadonlyArray<ResolversTypes['ConsentReceiptDecision']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConsentReceiptDecisionResolvers<ContextType = ConsentContext, ParentType extends ResolversParentTypes['ConsentReceiptDecision'] = ResolversParentTypes['ConsentReceiptDecision']> = {
  decision?: Resolver<ResolversTypes['ConsentDecision'], ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CustomerResolvers<ContextType = ConsentContext, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  consents?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Consent']>>, ParentType, ContextType, Partial<CustomerConsentsArgs>>;
  ref?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export interface CustomerScopeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CustomerScope'], any> {
  name: 'CustomerScope';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type MutationResolvers<ContextType = ConsentContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  recordConsent?: Resolver<ResolversTypes['RecordConsentPayload'], ParentType, ContextType, RequireFields<MutationRecordConsentArgs, 'input'>>;
};

export type PurposeResolvers<ContextType = ConsentContext, ParentType extends ResolversParentTypes['Purpose'] = ResolversParentTypes['Purpose']> = {
  basis?: Resolver<ResolversTypes['LawfulBasis'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = ConsentContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  purposes?: Resolver<ReadonlyArray<ResolversTypes['Purpose']>, ParentType, ContextType>;
};

export type RecordConsentPayloadResolvers<ContextType = ConsentContext, ParentType extends ResolversParentTypes['RecordConsentPayload'] = ResolversParentTypes['RecordConsentPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['ConsentReceipt'], ParentType, ContextType>;
};

export type Resolvers<ContextType = ConsentContext> = {
  Consent?: ConsentResolvers<ContextType>;
  ConsentReceipt?: ConsentReceiptResolvers<ContextType>;
  ConsentReceiptDecision?: ConsentReceiptDecisionResolvers<ContextType>;
  Customer?: CustomerResolvers<ContextType>;
  CustomerScope?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Purpose?: PurposeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordConsentPayload?: RecordConsentPayloadResolvers<ContextType>;
};

