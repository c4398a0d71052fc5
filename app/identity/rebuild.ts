import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { withGraph } from "./with-graph.ts";

/**
 * Works everybody out from the evidence and compares with what is stored: repairs it, or with `--verify` only tells;
 * then the exit code is 1 where anything differs.
 */
export async function rebuild(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { verify: { type: "boolean", default: false } } });
  const { verify } = values;
  return withGraph(async ({ identity, pipeline }) => {
    const bar = new SingleBar({
      format: `${verify ? "comparing" : "rebuilding"} | {value} profiles | {duration_formatted}`,
      hideCursor: true,
      clearOnComplete: true,
    });
    bar.start(0, 0);
    const report = await identity.rebuild({
      verify,
      onProgress: (profiles) => {
        bar.update(profiles);
      },
    });
    bar.stop();
    if (!verify) await pipeline.finishOperations();
    const { profiles, identifiers, customers } = report.differences;
    console.log(
      `${String(report.profiles)} profiles compared. ${verify ? "Different" : "Repaired"}: ` +
        `${String(profiles)} profiles, ${String(identifiers)} identifiers, ${String(customers)} customers.`,
    );
    return verify && profiles + identifiers + customers > 0 ? 1 : 0;
  });
}
