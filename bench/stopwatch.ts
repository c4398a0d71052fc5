import type { Db } from "mongodb";
import { report } from "./figure.ts";

/** Measures work that is done in turns with other work: its time, and the processor time of this process and of the database. */
export interface Stopwatch {
  run(work: () => Promise<void>): Promise<void>;
  /** That so many events were done in what ran. */
  count(events: number): void;
  /** Reports the rate and what an event took; answers the rate. What others do to the machine moves rates the most. */
  report(name: string): number;
}

/** Makes one, at zero; `db`: of the server that works for it. */
export function createStopwatch(db: Db): Stopwatch {
  let ms = 0;
  let events = 0;
  let node = 0;
  let mongod = 0;
  return {
    run: async (work) => {
      const [ownBefore, serverBefore] = [process.cpuUsage(), await serverCpu(db)];
      const began = performance.now();
      await work();
      ms += performance.now() - began;
      const own = process.cpuUsage(ownBefore);
      node += own.user + own.system;
      mongod += (await serverCpu(db)) - serverBefore;
    },
    count: (more) => {
      events += more;
    },
    report: (name) => {
      const rate = (events * 1_000) / ms;
      report(name, rate, "events/s");
      report(`${name}.node`, node / events, "µs/event");
      report(`${name}.mongod`, mongod / events, "µs/event");
      return rate;
    },
  };
}

/** Processor time of the server so far, microseconds; NaN where it does not say: Linux alone does. */
async function serverCpu(db: Db): Promise<number> {
  const { extra_info: info } = (await db.command({ serverStatus: 1 })) as {
    extra_info?: { user_time_us?: number; system_time_us?: number };
  };
  return (info?.user_time_us ?? NaN) + (info?.system_time_us ?? NaN);
}
