import { AppError } from "../../../platform/errors.ts";
import type { ComputedDefinition } from "../domain/computed/definition.ts";
import { othersCompute } from "../leases.ts";
import type { EventsStore } from "../store.ts";
import { nameOf, statesOf, unfinishedStates } from "./progress.ts";

/**
 * Throws `CONFLICT` unless what events come to is kept by these definitions and by no others, and history is worked for
 * all of them: what is not counted when events are deleted never will be.
 */
export async function requireCounted(
  store: EventsStore,
  traits: readonly ComputedDefinition[],
): Promise<void> {
  if (await othersCompute(store, nameOf(traits)))
    throw refused(
      "a worker runs with other definitions than this command has",
      "start it with the COMPUTED_TRAITS_DIR of the workers, or once they all have this one",
    );
  // No worker is there, or has these: what the last ones kept, they go on with when they come back.
  const others = await store.computedProgress.countDocuments({ _id: { $nin: statesOf(traits) } });
  if (others > 0)
    throw refused(
      `${String(others)} of what the workers keep is in no definition of this command`,
      "start it with the COMPUTED_TRAITS_DIR of the workers, or once they have run with this one",
    );
  const unfinished = await unfinishedStates(store, traits);
  const keys = traits
    .filter(({ state }) => unfinished.has(state))
    .map(({ written }) => written.key);
  if (keys.length > 0)
    throw refused(
      `history is not worked yet for ${keys.join(", ")}`,
      "let the workers run until `complete` is true of them, or start this with the COMPUTED_TRAITS_DIR that the workers have",
    );
}

function refused(problem: string, remedy: string): AppError {
  return new AppError(
    "CONFLICT",
    `computed traits: ${problem}, and events that are deleted before they are counted are never counted. Nothing was deleted: ${remedy}.`,
  );
}
