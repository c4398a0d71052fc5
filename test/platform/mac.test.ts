import { createHmac } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { createMac } from "../../platform/mac.ts";
import { seededRandom } from "../../platform/random.ts";

describe("createMac", () => {
  it("is HMAC-SHA-256, whatever the key and the text", () => {
    const random = seededRandom("mac");
    for (let round = 0; round < 40; round += 1) {
      const key = Buffer.from(random.hex(2 * random.int(0, 64)), "hex");
      const mac = createMac(key);
      for (let n = 0; n < 50; n += 1) {
        const part = random.pick(["a", "é", "€", "😀", "\ud800", "\n"]);
        const text = part.repeat(random.int(0, n === 7 ? 5_000 : 60)) + random.hex(9);
        const right = createHmac("sha256", key).update(text).digest("base64url");
        expect(mac(text)).toBe(right);
      }
    }
    expect(() => createMac(Buffer.alloc(65))).toThrow("64 bytes");
  });
});
