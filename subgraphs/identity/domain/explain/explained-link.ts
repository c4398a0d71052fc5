import type { TraceEdge } from "../trace.ts";

/** A tie or link, and the evidence that it rests on. */
export interface ExplainedLink extends TraceEdge {
  /** Where it stands on a path: from this node. */
  readonly from: string;
  readonly to: string;
  /** The earliest profile that has both sides; null where it is not observed, or not known. */
  readonly profile: string | null;
}

/** A profile as far as evidence is looked up in it. */
export interface EvidenceProfile {
  readonly key: string;
  readonly ids: readonly string[];
  readonly first: Date;
}

/** Finds the profile that a tie was first seen in. */
export function createEvidenceOf(
  profiles: readonly EvidenceProfile[],
): (edge: TraceEdge) => string | null {
  const byId = new Map<string, EvidenceProfile[]>();
  const keys = new Set<string>();
  for (const profile of profiles) {
    keys.add(profile.key);
    for (const id of profile.ids) {
      const some = byId.get(id);
      if (some === undefined) byId.set(id, [profile]);
      else some.push(profile);
    }
  }
  return ({ a, b, kind }) => {
    if (kind !== "observed") return null;
    for (const node of [a, b]) if (keys.has(node)) return node;
    const [few, other] = (byId.get(a)?.length ?? 0) <= (byId.get(b)?.length ?? 0) ? [a, b] : [b, a];
    const both = (byId.get(few) ?? []).filter(({ ids }) => ids.includes(other));
    return (
      both.reduce<EvidenceProfile | null>(
        (eldest, one) =>
          eldest === null ||
          one.first < eldest.first ||
          (+one.first === +eldest.first && one.key < eldest.key)
            ? one
            : eldest,
        null,
      )?.key ?? null
    );
  };
}

/** A path as links, each in the direction that it is walked. */
export function explainPath(
  { nodes, edges }: { readonly nodes: readonly string[]; readonly edges: readonly TraceEdge[] },
  evidenceOf: (edge: TraceEdge) => string | null,
): ExplainedLink[] {
  return edges.map((edge, i) => ({
    ...edge,
    from: nodes[i] ?? edge.a,
    to: nodes[i + 1] ?? edge.b,
    profile: evidenceOf(edge),
  }));
}
