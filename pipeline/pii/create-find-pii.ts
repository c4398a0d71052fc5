import type { Labels } from "../../platform/labels.ts";
import { createLru } from "../../platform/lru.ts";
import type { TrackingPlan } from "../plans/tracking-plan.ts";
import type { WireEvent } from "../wire/wire-event.ts";
import { recognise, type Personal } from "./recognise.ts";

type Plain = Readonly<Record<string, unknown>>;

/** Says where an event holds what is somebody's and no label covers; the field and the kind, never the value. */
export type FindPii = (event: WireEvent, source: string) => readonly string[];

/** What finding is handed. */
export interface FindPiiDependencies {
  readonly labels: Labels;
  readonly plans: readonly { readonly plan: TrackingPlan }[];
}

/** How many remarks an event is answered with. */
const MOST_NOTES = 5;
/** What identifies by its nature, and what identity reads. */
const EXPECTED = new Set(["context.traits", "context.externalIds", "context.device"]);
const REMEMBERED = 20_000;
const LONGEST_REMEMBERED = 200;

/**
 * Makes the look-out for personal data where nobody expects it: in the texts of `properties` and `context` whose field has
 * no label, is not what identity reads, and is not allowed by the source's plan (`pii`). A labelled field is masked
 * wherever it stands; one that is not would be read by everybody.
 */
export function createFindPii({ labels, plans }: FindPiiDependencies): FindPii {
  const allowed = new Map(
    plans.flatMap(({ plan }) => plan.sources.map((source) => [source, new Set(plan.pii)] as const)),
  );
  const labelled = createLru<string, boolean>(REMEMBERED);
  const known = createLru<string, Personal | "nothing">(REMEMBERED);

  const isLabelled = (name: string): boolean => {
    const before = labelled.get(name);
    if (before !== undefined) return before;
    const is = labels.of(name, "").size > 0;
    if (name.length <= LONGEST_REMEMBERED) labelled.set(name, is);
    return is;
  };
  const recognised = (text: string): Personal | "nothing" => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = recognise(text) ?? "nothing";
    if (text.length <= LONGEST_REMEMBERED) known.set(text, found);
    return found;
  };

  const look = (at: string, node: object, places: Places): void => {
    const isList = Array.isArray(node);
    for (const key of Object.keys(node)) {
      const value = (node as Plain)[key];
      const isText = typeof value === "string";
      if (!isText && (typeof value !== "object" || value === null)) continue;
      if (isText && (value.length < SHORTEST || value.length > LONGEST)) continue;
      if (!isList && isLabelled(key)) continue;
      if (!isText) {
        const path = isList ? at : `${at}.${key}`;
        if (!EXPECTED.has(path) && places.allowed?.has(path) !== true) look(path, value, places);
        continue;
      }
      const found = recognised(value);
      if (found === "nothing") continue;
      const path = isList ? `${at}[]` : `${at}.${key}`;
      if (places.allowed?.has(isList ? at : path) !== true)
        (places.found ??= new Map()).set(path, found);
    }
  };

  return (event, source) => {
    const places: Places = { allowed: allowed.get(source), found: null };
    look("properties", event.properties, places);
    look("context", event.context, places);
    if (places.found === null) return NOTHING;
    return [...places.found]
      .slice(0, MOST_NOTES)
      .map(([path, what]) => `${path}: looks like ${what}; label the field, or do not send it`);
  };
}

interface Places {
  readonly allowed: ReadonlySet<string> | undefined;
  found: Map<string, Personal> | null;
}

// Nothing shorter is an address, nothing longer is looked through.
const SHORTEST = 6;
const LONGEST = 4_000;
const NOTHING: readonly string[] = [];
