import type { Carried } from "./carriers.ts";
import { plainForm } from "./people/plain-form.ts";

/** An identifier of one person alone. */
export interface OwnIdentifier {
  readonly namespace: string;
  /** In its plain form: see `plainForm`. */
  readonly value: string;
  /** Each way in which the feed writes it. */
  readonly written: readonly string[];
  /**
   * Which part of the person it belongs to, from 0. Records connect the identifiers of a part through what is the
   * person's own; no record connects two parts, so that nothing deterministic can be asked to join them.
   */
  readonly part: number;
}

/** Gathers what is somebody's own from the records, one after the other. */
export interface OwnIdentifiers {
  add(carried: readonly Carried[]): void;
  list(): readonly OwnIdentifier[];
}

interface Entry {
  readonly namespace: string;
  readonly value: string;
  readonly written: string[];
  /** Towards the first entry of its part (union–find). */
  parent: Entry | null;
}

/** Nothing yet; `isOwn` tells what is nobody else's, by its plain form and as written. */
export function ownIdentifiers(
  isOwn: (namespace: string, plain: string, written: string) => boolean,
): OwnIdentifiers {
  const byWritten = new Map<string, Entry | null>();
  const byPlain = new Map<string, Entry>();
  const entryOf = ({ namespace, value }: Carried): Entry | null => {
    const known = byWritten.get(`${namespace}\n${value}`);
    if (known !== undefined) return known;
    const plain = plainForm(namespace, value);
    const own = isOwn(namespace, plain, value);
    const entry = own
      ? (byPlain.get(`${namespace}\n${plain}`) ?? {
          namespace,
          value: plain,
          written: [],
          parent: null,
        })
      : null;
    if (entry !== null) byPlain.set(`${namespace}\n${plain}`, entry);
    entry?.written.push(value);
    byWritten.set(`${namespace}\n${value}`, entry);
    return entry;
  };
  return {
    add: (carried) => {
      let first: Entry | null = null;
      for (const one of carried) {
        const entry = entryOf(one);
        if (entry === null) continue;
        const [a, b] = [rootOf(first ?? entry), rootOf(entry)];
        if (a !== b) b.parent = a;
        first = entry;
      }
    },
    list: () => {
      const entries = [...byPlain.values()];
      const roots = [...new Set(entries.map(rootOf))];
      return entries.map((entry) => {
        const { namespace, value, written } = entry;
        return { namespace, value, written, part: roots.indexOf(rootOf(entry)) };
      });
    },
  };
}

function rootOf(entry: Entry): Entry {
  let root = entry;
  while (root.parent !== null) root = root.parent;
  return root;
}
