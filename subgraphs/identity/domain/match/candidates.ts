import type { BlockingRule } from "./block-keys.ts";
import type { Prepared } from "./prepare.ts";

/** Pairs of records to compare: `left[i] < right[i]`, each pair once. */
export interface Pairs {
  readonly count: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** For each pair, the first rule that found it. */
  readonly rule: Uint8Array;
}

/** How far blocking goes. */
export interface BlockingLimits {
  /** Keys that more records share than this find nobody: they are learned as stop keys. */
  readonly largestBlock: number;
  /** At most so many pairs a record from one rule; the largest blocks of it are stopped first. */
  readonly pairsPerRecord: number;
}

/** What blocking found. */
export interface Candidates extends Pairs {
  /** By rule, its blocks: records that share a key. */
  readonly blocks: readonly (readonly (readonly number[])[])[];
  /** By rule, the keys that find nobody. */
  readonly stopKeys: Readonly<Record<string, readonly string[]>>;
}

/** Finds the pairs that share a key of any rule. */
export function findCandidates(
  records: readonly Prepared[],
  rules: readonly BlockingRule[],
  limits: BlockingLimits,
): Candidates {
  const stopKeys: Record<string, readonly string[]> = {};
  const blocks = rules.map((rule) => {
    const { codes, members, stopped } = blocksOf(records, rule, limits);
    if (stopped.length > 0) stopKeys[rule.name] = stopped;
    return { codes, members };
  });
  const pairs = growingPairs();
  for (const [r, { members }] of blocks.entries())
    for (const block of members)
      for (const [i, left] of block.entries())
        for (let j = i + 1; j < block.length; j++) {
          const right = block[j] ?? 0;
          if (!foundBefore(blocks, r, left, right)) pairs.add(left, right, r);
        }
  return { ...pairs.done(), blocks: blocks.map(({ members }) => members), stopKeys };
}

function foundBefore(
  blocks: readonly { readonly codes: Int32Array }[],
  rule: number,
  left: number,
  right: number,
): boolean {
  for (let r = 0; r < rule; r++) {
    const codes = blocks[r]?.codes;
    const code = codes?.[left] ?? -1;
    if (code >= 0 && code === codes?.[right]) return true;
  }
  return false;
}

function blocksOf(
  records: readonly Prepared[],
  rule: BlockingRule,
  limits: BlockingLimits,
): { codes: Int32Array; members: number[][]; stopped: string[] } {
  const byKey = new Map<string, number[]>();
  for (const [i, record] of records.entries()) {
    const key = rule.keyOf(record);
    if (key === null) continue;
    const block = byKey.get(key);
    if (block === undefined) byKey.set(key, [i]);
    else block.push(i);
  }
  // From the small to the large until the budget is spent: small blocks are both cheap and telling.
  const several = [...byKey].filter(([, block]) => block.length > 1);
  several.sort(([a, x], [b, y]) => x.length - y.length || (a < b ? -1 : 1));
  const codes = new Int32Array(records.length).fill(-1);
  const members: number[][] = [];
  const stopped: string[] = [];
  let left = records.length * limits.pairsPerRecord;
  for (const [key, block] of several) {
    const cost = (block.length * (block.length - 1)) / 2;
    if (block.length > limits.largestBlock || cost > left) stopped.push(key);
    else {
      left -= cost;
      for (const i of block) codes[i] = members.length;
      members.push(block);
    }
  }
  return { codes, members, stopped };
}

function growingPairs(): {
  add: (left: number, right: number, rule: number) => void;
  done: () => Pairs;
} {
  let [left, right] = [new Int32Array(1 << 16), new Int32Array(1 << 16)];
  let rules = new Uint8Array(1 << 16);
  let count = 0;
  const grown = <T extends Int32Array | Uint8Array>(from: T, to: T): T => {
    to.set(from);
    return to;
  };
  return {
    add: (a, b, rule) => {
      if (count === left.length) {
        left = grown(left, new Int32Array(count * 2));
        right = grown(right, new Int32Array(count * 2));
        rules = grown(rules, new Uint8Array(count * 2));
      }
      left[count] = a;
      right[count] = b;
      rules[count] = rule;
      count++;
    },
    done: () => ({
      count,
      left: left.subarray(0, count),
      right: right.subarray(0, count),
      rule: rules.subarray(0, count),
    }),
  };
}
