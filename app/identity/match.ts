import { SingleBar } from "cli-progress";
import { AppError } from "../../platform/errors.ts";
import { withGraph } from "./with-graph.ts";

const PAGE = 200;

/** `npm run identity -- match`: compares everybody by the model of `MATCH_MODEL_FILE`; what is done already costs little. */
export function matchCommand(): Promise<number> {
  return withGraph(async ({ identity }) => {
    if (identity.matched.size === 0)
      throw new AppError(
        "BAD_USER_INPUT",
        "MATCH_MODEL_FILE: name a model whose status is shadow or active; train one first.",
      );
    const bar = new SingleBar({ format: "{value} customers compared", hideCursor: true });
    bar.start(0, 0);
    for (let after: string | null = null; ;) {
      const customers: string[] = await identity.scan(after, PAGE);
      const found = await identity.find(customers.map((id) => ({ id })));
      await identity.match(found.flatMap((one) => one?.profiles ?? []));
      bar.increment(customers.length);
      after = customers.at(-1) ?? null;
      if (customers.length < PAGE) break;
    }
    bar.stop();
    return 0;
  });
}
