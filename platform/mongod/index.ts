export { provideMongod, type MongodBinary } from "./provide-mongod.ts";
export { startMongod, type MongodOptions, type RunningMongod } from "./start-mongod.ts";
