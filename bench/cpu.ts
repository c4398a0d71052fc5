import type { Db } from "mongodb";
import { report } from "./figure.ts";

/** Processor time since a beginning, microseconds: of this process with all its threads, and of the database's. */
export interface CpuUsed {
  readonly node: number;
  /** NaN where the server does not say: Linux alone does. */
  readonly mongod: number;
}

/** Begins to count; what it answers ends it. What others do to the machine counts for much less here than in rates. */
export async function countCpu(db: Db): Promise<() => Promise<CpuUsed>> {
  const began = process.cpuUsage();
  const before = await serverCpu(db);
  return async () => {
    const { user, system } = process.cpuUsage(began);
    return { node: user + system, mongod: (await serverCpu(db)) - before };
  };
}

/** Reports what one event took of each. */
export function reportCpu(name: string, { node, mongod }: CpuUsed, events: number): void {
  report(`${name}.node`, node / events, "µs/event");
  report(`${name}.mongod`, mongod / events, "µs/event");
}

async function serverCpu(db: Db): Promise<number> {
  const { extra_info: info } = (await db.command({ serverStatus: 1 })) as {
    extra_info?: { user_time_us?: number; system_time_us?: number };
  };
  return Number(info?.user_time_us ?? NaN) + Number(info?.system_time_us ?? NaN);
}
