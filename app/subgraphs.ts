/** The subgraphs, and where each listens when it runs alone, unless it is told otherwise. */
export const SUBGRAPHS = [
  { name: "identity", port: "4001", variable: "IDENTITY_URL" },
  { name: "events", port: "4002", variable: "EVENTS_URL" },
  { name: "consent", port: "4003", variable: "CONSENT_URL" },
  { name: "segments", port: "4004", variable: "SEGMENTS_URL" },
] as const;

/** A subgraph's name: that of its contract. */
export type SubgraphName = (typeof SUBGRAPHS)[number]["name"];
