/** How well found groups agree with the truth; shares from 0 to 1. */
export interface Agreement {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** The quality of a clustering against the truth. */
export interface ClusterMetrics {
  /** Over pairs of records that are in one cluster, or in truth one person. */
  readonly cluster: Agreement;
  /** B-cubed: over records, how much of its cluster is its person and the reverse (Bagga & Baldwin 1998). */
  readonly bCubed: Agreement;
  /** The share of true people whose records are exactly one cluster. */
  readonly exactMatch: number;
  /** The share of clusters that hold records of more than one person. */
  readonly overMergeRate: number;
  readonly largestCluster: number;
  readonly largestTrue: number;
  readonly truePairs: number;
}

/** Measures clusters, given as one number a record, against the truth, given as one label a record. */
export function measureClusters(
  clusters: ArrayLike<number>,
  truth: readonly string[],
): ClusterMetrics {
  const found = new Map<number, number>();
  const people = new Map<string, number>();
  const both = new Map<string, { cluster: number; person: string; size: number }>();
  for (const [i, person] of truth.entries()) {
    const cluster = clusters[i] ?? -1;
    found.set(cluster, (found.get(cluster) ?? 0) + 1);
    people.set(person, (people.get(person) ?? 0) + 1);
    const key = `${String(cluster)}/${person}`;
    const cell = both.get(key);
    if (cell === undefined) both.set(key, { cluster, person, size: 1 });
    else cell.size++;
  }
  let [right, precise, recalled, exact] = [0, 0, 0, 0];
  const kinds = new Map<number, number>();
  for (const { cluster, person, size } of both.values()) {
    const [inCluster, ofPerson] = [found.get(cluster) ?? 0, people.get(person) ?? 0];
    right += pairsOf(size);
    precise += size ** 2 / inCluster;
    recalled += size ** 2 / ofPerson;
    if (size === inCluster && size === ofPerson) exact++;
    kinds.set(cluster, (kinds.get(cluster) ?? 0) + 1);
  }
  const [joined, truePairs] = [total(found.values()), total(people.values())];
  const mixed = [...kinds.values()].filter((count) => count > 1).length;
  const records = truth.length;
  return {
    cluster: agreement(right, joined, truePairs),
    bCubed: withF1(records === 0 ? 1 : precise / records, records === 0 ? 1 : recalled / records),
    exactMatch: people.size === 0 ? 1 : exact / people.size,
    overMergeRate: found.size === 0 ? 0 : mixed / found.size,
    largestCluster: Math.max(0, ...found.values()),
    largestTrue: Math.max(0, ...people.values()),
    truePairs,
  };
}

/** Precision, recall and F1 of counts; where nothing was claimed precision is 1, where nothing was to find recall. */
export function agreement(right: number, claimed: number, existing: number): Agreement {
  return withF1(claimed === 0 ? 1 : right / claimed, existing === 0 ? 1 : right / existing);
}

function withF1(precision: number, recall: number): Agreement {
  const sum = precision + recall;
  return { precision, recall, f1: sum === 0 ? 0 : (2 * precision * recall) / sum };
}

function pairsOf(size: number): number {
  return (size * (size - 1)) / 2;
}

function total(sizes: Iterable<number>): number {
  let sum = 0;
  for (const size of sizes) sum += pairsOf(size);
  return sum;
}
