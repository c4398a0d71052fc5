import type { Rule } from "./rule.ts";

/** A segment: a versioned rule and the purpose that it serves. */
export interface SegmentDefinition {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** From 1. */
  readonly version: number;
  /** The version that everybody has been evaluated against. */
  readonly evaluatedVersion: number;
  readonly purpose: string;
  readonly rule: Rule;
  /** When this version came into force. */
  readonly updatedAt: Date;
}
