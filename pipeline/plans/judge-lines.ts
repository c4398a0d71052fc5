import { parseEvent } from "../wire/parse-event.ts";
import type { CompiledPlan } from "./compile-plan.ts";
import type { PlanMode } from "./tracking-plan.ts";

/** What a plan would do about recorded events. */
export interface JudgedFile {
  readonly events: number;
  /** Lines that are no events at all, by reason code. */
  readonly unreadable: ReadonlyMap<string, number>;
  /** Events by what would become of them; an event with several violations counts as its strictest. */
  readonly verdicts: Readonly<Record<PlanMode | "ok", number>>;
  /** By mode, code and field, the most frequent first. */
  readonly violations: readonly ViolationSum[];
}

/** How many events broke one rule. */
export interface ViolationSum {
  readonly mode: PlanMode;
  readonly code: string;
  readonly field: string;
  readonly events: number;
}

const STRICTEST = ["reject", "quarantine", "warn", "allow"] as const;

/** Holds events, a JSON text a line, against a plan; stores and counts nothing anywhere. */
export async function judgeLines(
  lines: AsyncIterable<string>,
  plan: CompiledPlan,
  now: Date,
): Promise<JudgedFile> {
  const unreadable = new Map<string, number>();
  const verdicts = { ok: 0, allow: 0, warn: 0, quarantine: 0, reject: 0 };
  const sums = new Map<string, ViolationSum>();
  let events = 0;
  for await (const line of lines) {
    if (line.trim() === "") continue;
    events += 1;
    const parsed = parseEvent(jsonOf(line), now);
    if (parsed.kind === "fault") {
      unreadable.set(parsed.fault.code, (unreadable.get(parsed.fault.code) ?? 0) + 1);
      continue;
    }
    const found = plan.judge(parsed.event);
    verdicts[STRICTEST.find((mode) => found.some((one) => one.mode === mode)) ?? "ok"] += 1;
    const told = new Set<string>();
    for (const { mode, code, field } of found) {
      const place = field?.replace(/\[\d+\]/g, "[]") ?? "(the event)";
      const key = `${mode} ${code} ${place}`;
      if (told.has(key)) continue;
      told.add(key);
      sums.set(key, { mode, code, field: place, events: (sums.get(key)?.events ?? 0) + 1 });
    }
  }
  const violations = [...sums.values()].sort((a, b) => b.events - a.events);
  return { events, unreadable, verdicts, violations };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
