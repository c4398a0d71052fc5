/** The boundaries of CONTRIBUTING.md: who may import whom. */
const rule = (name, from, to, comment) => ({ name, severity: "error", comment, from, to });
const rooms = [
  ...["identity", "events", "consent", "segments"].map((name) => `subgraphs/${name}`),
  ...["pipeline", "gateway", "platform/mongod", "examples/feed"],
];

module.exports = {
  forbidden: [
    rule(
      "no-circles",
      {},
      { circular: true },
      "What needs each other is one thing, or has a third.",
    ),
    rule("all-found", {}, { couldNotResolve: true }, "No rule sees what can't be found."),
    rule(
      "subgraph-alone",
      { path: "^subgraphs/([^/]+)/" },
      { path: "^(gateway|pipeline|app|subgraphs/(?!$1/))" },
      "A subgraph never imports another subgraph, the gateway, the pipeline or a process.",
    ),
    rule(
      "gateway-alone",
      { path: "^gateway/" },
      { path: "^(subgraphs|pipeline|app|examples)/" },
      "The gateway serves any supergraph.",
    ),
    rule(
      "gateway-knows-no-customer",
      { path: "^gateway/" },
      {
        path: "^platform/(?!(errors|event-stream|http-status|local-subscription|lru|mask-error|read-json|respond)\\.ts$)",
      },
      "Of the platform the gateway takes what has no subject at all.",
    ),
    rule(
      "pipeline-below-app",
      { path: "^pipeline/" },
      { path: "^(app|gateway)/" },
      "Order, not processes.",
    ),
    rule(
      "pipeline-below-http",
      { path: "^pipeline/(?!http/|index\\.ts$)" },
      { path: "^pipeline/http/" },
      "What comes in may come by another way than HTTP.",
    ),
    rule(
      "platform-below-all",
      { path: "^platform/" },
      { path: "^(app|gateway|pipeline|subgraphs|examples|test|bench)/" },
      "The platform has no subject.",
    ),
    ...rooms.map((room) =>
      rule(
        `front-door-${room}`,
        { path: "^(app|pipeline|gateway|subgraphs|platform|examples)/", pathNot: `^${room}/` },
        { path: `^${room}/`, pathNot: `^${room}/index\\.ts$` },
        "A room is entered by its index.ts.",
      ),
    ),
    rule(
      "pure-domain",
      { path: "/domain/" },
      {
        dependencyTypes: ["npm", "core"],
        pathNot:
          "node_modules/(graphql|zod|libphonenumber-js|any-ascii|double-metaphone)/|^(node:)?(crypto|buffer)$",
      },
      "domain/ has no I/O.",
    ),
    rule(
      "pure-domain-within",
      { path: "^subgraphs/[^/]+/domain/" },
      { path: "^subgraphs/[^/]+/(?!domain/)|^platform/(mongod/|mongo\\.ts$)" },
      "domain/ is handed what was read.",
    ),
    rule(
      "store-alone-touches-mongodb",
      {
        path: "^(app|pipeline|gateway|subgraphs|examples)/",
        pathNot: "^subgraphs/[^/]+/store(/|\\.ts$)",
      },
      { path: "node_modules/mongodb/", dependencyTypesNot: ["type-only"] },
      "Only a store touches MongoDB; the rest may name its types.",
    ),
    rule(
      "loaders-alone-batch",
      { path: "^(app|pipeline|gateway|subgraphs|examples)/", pathNot: "/loaders\\.ts$" },
      { path: "node_modules/dataloader/", dependencyTypesNot: ["type-only"] },
      "Only loaders.ts touches DataLoader.",
    ),
    rule(
      "no-tests-in-product",
      { path: "^(app|pipeline|gateway|subgraphs|platform|examples)/" },
      { path: "^(test|bench)/" },
      "The product does not need its tests.",
    ),
    rule(
      "shipped-only",
      {
        path: "^(app|pipeline|gateway|subgraphs|platform|examples)/",
        pathNot: "^app/compose\\.ts$",
      },
      { dependencyTypes: ["npm-dev"] },
      "The product needs nothing that only developers install.",
    ),
  ],
  options: {
    // The generated types name every file of their subgraph, and cost nothing when it runs.
    exclude: { path: "\\.generated\\.ts$" },
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".js", ".json"],
      exportsFields: ["exports"],
      // Without these a package of ES modules alone is not found, and no rule sees it.
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
