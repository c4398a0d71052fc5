/** The time, as everything that needs one is handed it. */
export type Clock = () => Date;

/** The machine's own. */
export const systemClock: Clock = () => new Date();
