import { readFileSync } from "node:fs";
import { z } from "zod";
import { AppError } from "../platform/errors.ts";
import { createLabels, labelsSchema, type Labels } from "../platform/labels.ts";
import { purposesSchema, type Purpose } from "../platform/purposes.ts";
import {
  defaultPolicy,
  identityPolicySchema,
  type IdentityPolicy,
} from "../subgraphs/identity/index.ts";

/** The rules of one deployment: why data may be used, which fields are labelled, who is one person. */
export interface Policy {
  readonly purposes: readonly Purpose[];
  readonly labels: Labels;
  /** The names of the labels. */
  readonly labelNames: readonly string[];
  readonly identity: IdentityPolicy;
}

const schema = z.strictObject({
  purposes: purposesSchema,
  labels: labelsSchema,
  identity: identityPolicySchema.optional(),
});

/** Reads and checks a policy document; throws `BAD_USER_INPUT` naming every fault. Without a path: the shipped one. */
export function loadPolicy(path: string | undefined): Policy {
  const file = path ?? new URL("./policy/default.json", import.meta.url);
  const parsed = schema.safeParse(readJson(file, "POLICY_FILE"));
  if (!parsed.success)
    throw new AppError(
      "BAD_USER_INPUT",
      parsed.error.issues
        .map((issue) => `POLICY_FILE: ${issue.path.join(".")}: ${issue.message}`)
        .join("\n"),
    );
  const { purposes, labels, identity } = parsed.data;
  return {
    purposes,
    labels: createLabels(labels),
    labelNames: Object.keys(labels),
    identity: identity ?? defaultPolicy,
  };
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
