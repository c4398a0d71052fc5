import type { Caller } from "../../platform/caller.ts";
import type { CustomerGrant, CustomerScope } from "../../platform/customer-scope.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Labels } from "../../platform/labels.ts";
import type { QualityPolicy } from "../../platform/quality.ts";
import type { TraitRules } from "./domain/quality/trait-rules.ts";
import type { RawIdentifier } from "./domain/identify.ts";
import type { MergePreview } from "./domain/merge-preview.ts";
import type { OperationRequest } from "./domain/operation.ts";
import type { Rules } from "./domain/rules.ts";
import type { Survivorship } from "./domain/survivorship.ts";
import type { IdentityLoaders } from "./loaders.ts";
import type { IdentityMetricsPort } from "./metrics-port.ts";
import type { IdentityPort, OperationDone } from "./port.ts";

/** Does what somebody decided of who is who; answers when memberships have followed. */
export type ChangeIdentity = (request: OperationRequest) => Promise<OperationDone>;

/** Foresees a merge of the customers that two keys lead to. */
export type PreviewMerge = (a: string, b: string) => Promise<MergePreview>;

/** What the resolvers of one request share. */
export interface IdentityContext {
  readonly caller: Caller;
  readonly loaders: IdentityLoaders;
  readonly labels: Labels;
  readonly rules: Rules;
  readonly survivorship: Survivorship;
  readonly changeIdentity: ChangeIdentity;
  readonly previewMerge: PreviewMerge;
  /** Works out by another policy whom it would merge and split. */
  readonly simulate: IdentityPort["simulate"];
  /** The labels of a field of the model at work: those of the traits that it is read from. */
  readonly labelsOfField: (name: string) => ReadonlySet<string>;
  readonly reviews: IdentityPort["reviews"];
  readonly findMatches: IdentityPort["findMatches"];
  /** How good what is known of a customer is scored. */
  readonly quality: QualityPolicy;
  readonly traitRules: TraitRules;
  readonly metrics: IdentityMetricsPort;
  readonly clock: Clock;
  /** The key of an identifier; throws `BAD_USER_INPUT` naming the field and what is wrong with it. */
  readonly keyOf: (identifier: RawIdentifier, field: string) => string;
  /** Seals a grant for the caller. */
  readonly seal: (grant: CustomerGrant) => CustomerScope;
}
