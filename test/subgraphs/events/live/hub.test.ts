import { describe, expect, it } from "@jest/globals";
import { wantsOf, type ReceivedEvent } from "../../../../subgraphs/events/domain/received-event.ts";
import { createLiveHub } from "../../../../subgraphs/events/live/hub.ts";

function event(n: number, rest: Partial<ReceivedEvent> = {}): ReceivedEvent {
  return {
    ...{ id: `e${String(n)}`, outcome: "ACCEPTED", source: "web", type: "TRACK", name: "Viewed" },
    ...{ messageId: null, timestamp: null, receivedAt: new Date(n), fault: null },
    ...{ properties: null, context: null, profile: null },
    ...rest,
  };
}

describe("the hub of the live tail", () => {
  it("keeps a bounded number for a slow listener, drops the oldest and says how many", async () => {
    const hub = createLiveHub(() => undefined);
    const slow = hub.listen(() => true);
    for (let n = 0; n < 300; n += 1) hub.tell(event(n));
    expect((await slow.next()).value).toMatchObject({ id: "e44", dropped: 44 });
    expect((await slow.next()).value).toMatchObject({ id: "e45", dropped: 0 });
    const rest: unknown[] = [];
    for (let n = 0; n < 254; n += 1) rest.push((await slow.next()).value);
    expect(rest.at(-1)).toMatchObject({ id: "e299" });
  });

  it("ends a listener that waits, and is heard by nobody then", async () => {
    const heard: boolean[] = [];
    const hub = createLiveHub((now) => heard.push(now));
    const [first, second] = [hub.listen(() => true), hub.listen(() => true)];
    const waiting = first.next();
    await first.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(hub.isHeard()).toBe(true);
    hub.close();
    expect(await second.next()).toMatchObject({ done: true });
    expect([hub.isHeard(), heard]).toEqual([false, [true, false]]);
  });

  it("tells a listener what its filter wants", async () => {
    const hub = createLiveHub(() => undefined);
    const filter = { sources: ["web"], types: ["TRACK" as const], outcomes: ["REJECTED" as const] };
    const tail = hub.listen(wantsOf(filter));
    hub.tell(event(1));
    hub.tell(event(2, { outcome: "REJECTED", source: "pos" }));
    hub.tell(event(3, { outcome: "REJECTED", type: null }));
    hub.tell(event(4, { outcome: "REJECTED" }));
    expect((await tail.next()).value).toMatchObject({ id: "e4" });
  });
});
