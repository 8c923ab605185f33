import { expect, test } from "vitest";
import { StillThere } from "./still-there";

test("what is found counts when it is found again after a while, and not when it was gone between", () => {
  const suspects = new StillThere(30_000);
  const look = (found: string[], seconds: number) => suspects.look(found, (name) => name, seconds * 1000);
  expect(look(["a"], 0)).toEqual([]);
  expect(look(["a", "b"], 29)).toEqual([]);
  expect(look(["a", "b"], 30)).toEqual(["a"]);
  expect(look(["b"], 59)).toEqual(["b"]);
  expect(look(["a"], 60)).toEqual([]);
  expect(look(["a", "b"], 90)).toEqual(["a"]);
});
