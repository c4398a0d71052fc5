import { join } from "node:path";
import { MongoBinary } from "mongodb-memory-server";

/** The server as `mongodb-memory-server` downloads it, for any platform that it knows; kept in `cache`. */
export async function downloadServer(
  cache: string,
  onProgress: (message: string) => void,
): Promise<string> {
  onProgress("fetching a MongoDB server from MongoDB (once) …");
  try {
    return await MongoBinary.getPath({ downloadDir: join(cache, "downloads") });
  } catch {
    throw new Error("MongoDB's download server can't be reached");
  }
}
