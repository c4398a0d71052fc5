import { describe, expect, it } from "@jest/globals";
import { by, client, CUSTOMER_360, CUSTOMERS_360, type GraphAnswer } from "../support/client.ts";
import type { Story } from "./teller.ts";

/** What must never stand in an answer: a stack, a path of this machine, a host. */
const INTERNAL =
  /node_modules|\.ts:\d|at Object|mongodb:|127\.0\.0\.1|localhost|\/home\/|\/root\/|E11000/;

const good = (n: number): object => ({
  type: "page",
  userId: "bad-input",
  messageId: `good-${String(n)}`,
});

/** Whatever is sent, the answer names what is wrong with it, and nothing else suffers. */
export function tellBadInput({ graph, write }: Story): void {
  const admin = () => client(write(), "demo-admin");
  const internal = () => client(graph(), "demo-internal");

  describe("the write API", () => {
    it.each([
      ["malformed JSON", '{"batch": [', 400, "body"],
      ["an array", "[]", 400, "body"],
      ["no batch", "{}", 400, "batch"],
      ["a batch that is no array", '{"batch": {}}', 400, "batch"],
      ["2,501 items", JSON.stringify({ batch: Array(2_501).fill(0) }), 413, "batch"],
      [
        "a body over the limit",
        JSON.stringify({ batch: [], x: "y".repeat(500 * 1024) }),
        413,
        "body",
      ],
      ["invalid UTF-8", Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, "body"],
    ])("refuses %s as a whole, naming it", async (_, body, status, field) => {
      const response = await admin().post("/v1/batch", body);
      const text = await response.text();
      expect(response.status).toBe(status);
      expect(JSON.parse(text)).toMatchObject({ success: false, error: { field } });
      expect(text).not.toMatch(INTERNAL);
    });

    it.each([
      ["no credential", {}],
      ["an unknown credential", { authorization: "Bearer nobody" }],
      ["a scheme that is none", { authorization: "demo-admin" }],
    ])("answers 401 to %s", async (_, headers) => {
      const response = await fetch(new URL("/v1/batch", write()), {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify({ batch: [good(0)] }),
      });
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toContain("Bearer");
      expect(await response.text()).not.toMatch(INTERNAL);
    });

    it("takes the good items of a batch whatever stands beside them", async () => {
      const bad = [
        null,
        7,
        "text",
        [],
        {},
        { type: "nonsense", userId: "u" },
        { type: "track", userId: "u" },
        { type: "page", userId: "" },
        { type: "page", userId: "x".repeat(300) },
        { type: "page", userId: "u", timestamp: "0000-01-01T00:00:00Z" },
        { type: "page", userId: "u", timestamp: "9999-01-01T00:00:00Z" },
        { type: "page", userId: "u", properties: { big: "x".repeat(40_000) } },
        { type: "page", userId: "u", properties: [] },
      ];
      const mark = Date.now();
      const batch = bad.flatMap((item, i) => [item, good(mark + i)]) as object[];
      const sent = await admin().send(batch);
      expect(sent).toMatchObject({ status: 200, accepted: bad.length, rejected: bad.length });
      for (const { error } of sent.results.filter(({ outcome }) => outcome === "rejected")) {
        expect(error?.code).toMatch(/^[a-z_]+$/);
        expect(error?.message.length).toBeGreaterThan(10);
      }
      expect(JSON.stringify(sent)).not.toMatch(INTERNAL);
    });

    it("treats __proto__ as data", async () => {
      const text = `{"batch":[{"type":"page","userId":"proto","messageId":"proto-${String(Date.now())}",
        "properties":{"__proto__":{"polluted":1}},"__proto__":{"polluted":1}}]}`;
      const response = await admin().post("/v1/batch", text);
      expect(await response.json()).toMatchObject({ accepted: 1 });
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    });

    it("answers a single bad event with 400, and other methods with 405", async () => {
      const response = await admin().post("/v1/track", '{"userId":"u"}');
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ results: [{ error: { field: "event" } }] });
      const get = await fetch(new URL("/v1/track", write()));
      expect(get.status).toBe(405);
    });
  });

  describe("the graph", () => {
    const cases: readonly (readonly [string, string, object, string, string])[] = [
      ["an unknown namespace", CUSTOMER_360, by("shoe_size", "44"), "BAD_USER_INPUT", "namespace"],
      ["an empty identifier", CUSTOMER_360, by("email", ""), "BAD_USER_INPUT", "value"],
      [
        "an oversized identifier",
        CUSTOMER_360,
        by("user_id", "x".repeat(10_000)),
        "BAD_USER_INPUT",
        "value",
      ],
      [
        "two ways to select",
        CUSTOMER_360,
        { by: { id: "a", identifier: { namespace: "email", value: "a@b.de" } } },
        "BAD_USER_INPUT",
        "CustomerSelector",
      ],
      ["no way to select", CUSTOMER_360, { by: {} }, "BAD_USER_INPUT", "CustomerSelector"],
      [
        "101 selectors",
        CUSTOMERS_360,
        { by: Array(101).fill({ id: "c" }) },
        "BAD_USER_INPUT",
        "by",
      ],
      ["a missing variable", CUSTOMER_360, {}, "BAD_USER_INPUT", "by"],
      ["a wrong type", CUSTOMER_360, { by: 7 }, "BAD_USER_INPUT", "by"],
      [
        "a field that is not there",
        '{ customer(by: { id: "x" }) { shoeSize } }',
        {},
        "GRAPHQL_VALIDATION_FAILED",
        "shoeSize",
      ],
      ["no GraphQL", "{{{", {}, "GRAPHQL_PARSE_FAILED", "Syntax"],
    ];
    it.each(cases)("refuses %s with a coded error", async (_, query, variables, code, names) => {
      const answer = await internal().query(query, variables);
      expect(answer.errors?.[0]?.extensions?.code).toBe(code);
      expect(answer.errors?.[0]?.message).toContain(names);
      expect(JSON.stringify(answer)).not.toMatch(INTERNAL);
    });

    it("refuses an operation that the document does not have, and one that is not named", async () => {
      for (const [query, operationName] of [
        ["query A { purposes { id } }", "B"],
        ["query A { purposes { id } } query B { purposes { id } }", undefined],
      ]) {
        const body = JSON.stringify({ query, operationName });
        const response = await internal().post("/graphql", body);
        expect(await response.json()).toMatchObject({
          errors: [{ extensions: { code: "OPERATION_RESOLUTION_FAILURE" } }],
        });
      }
    });

    it("refuses what asks for too much, before it is validated", async () => {
      const wide = `{ ${Array.from({ length: 101 }, (_, i) => `a${String(i)}: purposes { id }`).join(" ")} }`;
      const long = `{ ${"purposes { id } ".repeat(3_000)} }`;
      for (const query of [wide, long]) {
        const answer = await internal().query(query);
        expect(answer.errors?.[0]?.extensions?.code).toBe("OPERATION_LIMIT");
      }
    });

    it("refuses a bad cursor, naming the argument", async () => {
      const user = `cursor-${String(Date.now())}`;
      await admin().send([{ type: "page", userId: user, messageId: user }]);
      const ask = (): Promise<GraphAnswer> =>
        internal().query(
          `query ($by: CustomerSelector!) { customer(by: $by) { events(after: "x") { nodes { id } } } }`,
          by("user_id", user),
        );
      let answer = await ask();
      for (let i = 0; i < 100 && answer.errors === undefined; i += 1) answer = await ask();
      expect(answer.errors?.[0]).toMatchObject({
        message: expect.stringContaining("after"),
        extensions: { code: "BAD_USER_INPUT" },
      });
    });

    it("answers 401 without a credential, and 403 for a purpose that is not the client's", async () => {
      const body = JSON.stringify({ query: "{ purposes { id } }" });
      const headers = { "content-type": "application/json" };
      const none = await fetch(new URL("/graphql", graph()), { method: "POST", headers, body });
      expect(none.status).toBe(401);
      expect(await none.json()).toMatchObject({
        errors: [{ extensions: { code: "UNAUTHENTICATED" } }],
      });
      const other = await client(graph(), "demo-partner").post("/graphql", body, {
        "x-purpose": "service",
      });
      expect(other.status).toBe(403);
    });

    it("refuses a partner everything but its documents, alike", async () => {
      const partner = client(graph(), "demo-partner");
      const bodies = [
        { query: "{ purposes { id } }" },
        { query: CUSTOMER_360, variables: by("email", "a@b.de") },
        { documentId: `sha256:${"0".repeat(64)}` },
        { documentId: "nonsense" },
        { query: "{ __schema { types { name } } }" },
        { query: "{{{" },
        {},
      ];
      const answers = await Promise.all(
        bodies.map(async (body) => {
          const response = await partner.post("/graphql", JSON.stringify(body));
          return `${String(response.status)} ${await response.text()}`;
        }),
      );
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toContain("DOCUMENT_REFUSED");
    });
  });
}
