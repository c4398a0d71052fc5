import { AppError } from "../../platform/errors.ts";
import { isDuplicateKey, type Database } from "../../platform/mongo.ts";
import type { SegmentDefinition } from "./domain/segment-definition.ts";
import { putDefinition, type DefinitionDocument, type SegmentsStore } from "./store.ts";

/** What is defined; what came into force in another process is seen within a second. */
export interface Definitions {
  /** All of them, by id; as they are in the database now. */
  read(): Promise<readonly SegmentDefinition[]>;
  /** All of them, by id; as they were within the last second. */
  recent(): Promise<ReadonlyMap<string, SegmentDefinition>>;
  /** Puts a definition in force; `changed` is false where it was so before. */
  put(
    wanted: Pick<SegmentDefinition, "id" | "name" | "description" | "purpose" | "rule">,
    by: string,
    now: Date,
  ): Promise<{ readonly segment: SegmentDefinition; readonly changed: boolean }>;
}

const RECENT_MS = 1_000;
const MOST_ATTEMPTS = 5;

/** The definitions of a store. */
export function openDefinitions(
  store: SegmentsStore,
  database: Pick<Database, "transaction">,
  basis: string,
): Definitions {
  let known: {
    readonly until: number;
    readonly all: Promise<ReadonlyMap<string, SegmentDefinition>>;
  };
  known = { until: 0, all: Promise.resolve(new Map()) };

  const read = async (): Promise<readonly SegmentDefinition[]> => {
    const found = await store.definitions.find({}, { sort: { _id: 1 } }).toArray();
    return found.map(toDefinition);
  };
  const forget = (): void => {
    known = { ...known, until: 0 };
  };
  return {
    read,

    recent: () => {
      const now = performance.now();
      if (now < known.until) return known.all;
      const all = read().then((found) => new Map(found.map((one) => [one.id, one])));
      known = { until: now + RECENT_MS, all };
      all.catch(forget);
      return all;
    },

    put: async (wanted, by, now) => {
      for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
        const current = await store.definitions.findOne({ _id: wanted.id });
        if (current !== null && saysTheSame(toDefinition(current), wanted))
          return { segment: toDefinition(current), changed: false };
        const { id: _id, ...rest } = wanted;
        const version = (current?.version ?? 0) + 1;
        const next: DefinitionDocument = {
          ...rest,
          _id,
          version,
          updatedAt: now,
          by,
          evaluatedVersion: current?.evaluatedVersion ?? 0,
          basis,
          cursor: null,
        };
        try {
          // Of two that define version n at once, the history's key lets one through.
          await database.transaction((session) => putDefinition(store, next, session), "told");
        } catch (error) {
          if (isDuplicateKey(error)) continue;
          throw error;
        }
        forget();
        return { segment: toDefinition(next), changed: true };
      }
      throw new AppError("CONFLICT", "input.id: others define this segment right now; try again.", {
        field: "input.id",
        retryable: true,
      });
    },
  };
}

function toDefinition({
  _id: id,
  by: _,
  cursor: __,
  basis: ___,
  ...rest
}: DefinitionDocument): SegmentDefinition {
  return { id, ...rest };
}

function saysTheSame(
  current: SegmentDefinition,
  wanted: Pick<SegmentDefinition, "name" | "description" | "purpose" | "rule">,
): boolean {
  const text = ({ name, description, purpose, rule }: typeof wanted): string =>
    JSON.stringify([name, description, purpose, rule]);
  return text(current) === text(wanted);
}
