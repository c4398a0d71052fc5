import { SUBGRAPHS, type SubgraphName } from "../../app/subgraphs.ts";
import { start, type Started } from "./start-process.ts";

/** Every part as a process of its own. */
export interface ManyProcesses {
  readonly gateway: Started;
  readonly pipeline: Started;
  readonly subgraphs: Readonly<Record<SubgraphName, Started>>;
  stop(): Promise<void>;
}

/** Starts all parts over one database; they find each other by their URLs. */
export async function startMany(
  settings: Readonly<Record<string, string>>,
): Promise<ManyProcesses> {
  // The first one makes the secret in the data directory that all share.
  const pipeline = await start(["app/start-pipeline.ts"], settings);
  const subgraphs = Object.fromEntries(
    await Promise.all(
      SUBGRAPHS.map(
        async ({ name }) => [name, await start(["app/start-subgraph.ts", name], settings)] as const,
      ),
    ),
  ) as Record<SubgraphName, Started>;
  const urls = Object.fromEntries(
    SUBGRAPHS.map(({ name, variable }) => [variable, `${subgraphs[name].url}/graphql`]),
  );
  const gateway = await start(["app/start-gateway.ts"], { ...settings, ...urls });
  const all = [gateway, pipeline, ...Object.values(subgraphs)];
  return {
    gateway,
    pipeline,
    subgraphs,
    stop: async () => {
      await Promise.all(all.map((one) => one.stop()));
    },
  };
}
