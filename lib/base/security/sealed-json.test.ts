import { expect, test } from "vitest";
import { z } from "zod";
import { sealedJson } from "./sealed-json";
import { seal } from "./secret-box";

const secrets = sealedJson("thing.secrets_sealed", z.object({ key: z.string() }));

test("what is sealed comes back", () => {
  expect(secrets.open(secrets.seal({ key: "k" }))).toEqual({ key: "k" });
});

test.each(["", "v1.short", seal("no json"), seal("{}")])(
  "what cannot be read names its column, and not what it holds",
  (sealed) => {
    expect(() => secrets.open(sealed)).toThrow(/^What is stored in thing\.secrets_sealed cannot be read: /);
  },
);
