import type { Caller } from "../../platform/caller.ts";
import type { CustomerGrant } from "../../platform/customer-scope.ts";
import type { Labels } from "../../platform/labels.ts";
import type { Definitions } from "./definitions.ts";
import type { SegmentsLoaders } from "./loaders.ts";
import type { SegmentsPort } from "./port.ts";

/** What the resolvers of one request share. */
export interface SegmentsContext {
  readonly caller: Caller;
  readonly loaders: SegmentsLoaders;
  readonly labels: Labels;
  readonly definitions: Definitions;
  readonly upsert: SegmentsPort["upsert"];
  /** The grant of a scope; throws `FORBIDDEN` for anything that identity did not make for this caller. */
  readonly grantOf: (scope: unknown) => CustomerGrant;
}
