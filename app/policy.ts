import { readFileSync } from "node:fs";
import { z } from "zod";
import type { CompiledPlan } from "../pipeline/index.ts";
import { AppError } from "../platform/errors.ts";
import { createLabels, labelsSchema, type Labels } from "../platform/labels.ts";
import { qualityPolicySchema, type QualityPolicy } from "../platform/quality.ts";
import { purposesSchema, type Purpose } from "../platform/purposes.ts";
import {
  defaultPolicy,
  defaultSurvivorship,
  identityPolicySchema,
  survivorshipSchema,
  type IdentityPolicy,
  type SurvivorshipPolicy,
} from "../subgraphs/identity/index.ts";

/** The rules of one deployment: why data may be used, which fields are labelled, who is one person, what holds of them. */
export interface Policy {
  readonly purposes: readonly Purpose[];
  readonly labels: Labels;
  /** The names of the labels. */
  readonly labelNames: readonly string[];
  readonly identity: IdentityPolicy;
  /** Which of a trait's statements is in force. */
  readonly survivorship: SurvivorshipPolicy;
  /** How quality is scored. */
  readonly quality: QualityPolicy;
}

const schema = z.strictObject({
  purposes: purposesSchema,
  labels: labelsSchema,
  identity: identityPolicySchema.optional(),
  survivorship: survivorshipSchema.optional(),
  quality: qualityPolicySchema.prefault({}),
});

/**
 * Reads and checks a policy document, and joins the labels of tracking plans to its own; throws `BAD_USER_INPUT`
 * naming every fault. Without a path: the shipped one.
 */
export function loadPolicy(
  path: string | undefined,
  plans: readonly Pick<CompiledPlan, "label" | "plan">[] = [],
): Policy {
  const file = path ?? new URL("./policy/default.json", import.meta.url);
  const parsed = schema.safeParse(readJson(file, "POLICY_FILE"));
  if (!parsed.success)
    throw new AppError(
      "BAD_USER_INPUT",
      parsed.error.issues
        .map((issue) => `POLICY_FILE: ${issue.path.join(".")}: ${issue.message}`)
        .join("\n"),
    );
  const { purposes, labels, identity, survivorship, quality } = parsed.data;
  return {
    purposes,
    labels: createLabels(withPlans(labels, plans)),
    labelNames: Object.keys(labels),
    identity: identity ?? defaultPolicy,
    survivorship: survivorship ?? defaultSurvivorship,
    quality,
  };
}

type LabelNames = z.infer<typeof labelsSchema>;

// A field that a plan labels is masked wherever it stands: the policy decides which labels there are.
function withPlans(
  labels: LabelNames,
  plans: readonly Pick<CompiledPlan, "label" | "plan">[],
): LabelNames {
  const joined: LabelNames = { ...labels };
  const faults: string[] = [];
  for (const { label: of, plan } of plans)
    for (const [label, names] of Object.entries(plan.labels)) {
      const at = `${of}: labels.${label}`;
      if (!Object.hasOwn(labels, label))
        faults.push(
          `${at}: the policy has no such label; it has ${Object.keys(labels).join(", ")}`,
        );
      for (const name of names) {
        const other = Object.keys(joined).find(
          (one) => one !== label && joined[one]?.includes(name),
        );
        if (other !== undefined) faults.push(`${at}: ${name} has the label ${other} already`);
      }
      joined[label] = [...(joined[label] ?? []), ...names];
    }
  if (faults.length > 0) throw new AppError("BAD_USER_INPUT", faults.join("\n"));
  return joined;
}

/** The JSON of a file that a variable names; throws `BAD_USER_INPUT` naming the variable. */
export function readJson(file: string | URL, variable: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new AppError("BAD_USER_INPUT", `${variable}: the file cannot be read.`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError("BAD_USER_INPUT", `${variable}: the file is not valid JSON.`);
  }
}
