import { expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/base/errors";
import { toAppError } from "@/lib/base/http/error-response";
import { storedJson, storedValues, UnreadableColumn } from "./stored-json";

const Shape = z.object({ name: z.string(), tags: z.array(z.string()) });

test("what is read is checked, and the error names table, column and place", () => {
  const shape = storedJson("thing.shape", Shape);
  expect(shape.read({ name: "a", tags: ["b"] })).toEqual({ name: "a", tags: ["b"] });
  expect(() => shape.read({ name: "a", tags: [1] })).toThrow(
    /^What is stored in thing\.shape cannot be read: tags\.0: /,
  );
  for (const broken of [null, undefined, "text", [], 7]) expect(() => shape.read(broken)).toThrow(UnreadableColumn);
  expect(shape.readOrNull(null)).toBeNull();
});

test("it is not the fault of whoever asked", () => {
  const shape = storedJson("thing.shape", Shape);
  const failure = (() => {
    try {
      return shape.read({});
    } catch (error) {
      return error;
    }
  })();
  expect(failure).not.toBeInstanceOf(AppError);
  expect(toAppError(failure).code).toBe("internal");
});

test("what an older release wrote is taken to the form of today", () => {
  const first = storedJson("thing.shape", z.object({ tag: z.string() }));
  const today = storedJson("thing.shape", Shape, [
    ({ tag }) => ({ tags: [tag] }),
    ({ tags }) => ({ tags, name: "unnamed" }),
  ]);
  expect(today.read(first.write({ tag: "x" }))).toEqual({ name: "unnamed", tags: ["x"] });
  expect(today.read({ $v: 2, tags: ["y"] })).toEqual({ name: "unnamed", tags: ["y"] });
  const written = today.write({ name: "n", tags: [] });
  expect(written).toEqual({ $v: 3, name: "n", tags: [] });
  expect(today.read(written)).toEqual({ name: "n", tags: [] });
});

test.each([3, 0, 1.5, "2", null])("form %s, of which this release knows nothing, is refused", (version) => {
  const shape = storedJson("thing.shape", Shape, [(old) => old]);
  expect(() => shape.read({ $v: version, name: "a", tags: [] })).toThrow(/thing\.shape .* form/);
});

test("keys that others choose are none of ours", () => {
  const headers = storedValues("call.headers", z.record(z.string(), z.string()));
  expect(headers.read({ $v: "9", from: "a" })).toEqual({ $v: "9", from: "a" });
});
