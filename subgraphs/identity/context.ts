import type { Caller } from "../../platform/caller.ts";
import type { CustomerGrant, CustomerScope } from "../../platform/customer-scope.ts";
import type { Labels } from "../../platform/labels.ts";
import type { RawIdentifier } from "./domain/identify.ts";
import type { Rules } from "./domain/rules.ts";
import type { Survivorship } from "./domain/survivorship.ts";
import type { IdentityLoaders } from "./loaders.ts";

/** What the resolvers of one request share. */
export interface IdentityContext {
  readonly caller: Caller;
  readonly loaders: IdentityLoaders;
  readonly labels: Labels;
  readonly rules: Rules;
  readonly survivorship: Survivorship;
  /** The key of an identifier; throws `BAD_USER_INPUT` naming the field and what is wrong with it. */
  readonly keyOf: (identifier: RawIdentifier, field: string) => string;
  /** Seals a grant for the caller. */
  readonly seal: (grant: CustomerGrant) => CustomerScope;
}
