import { expect, test } from "vitest";
import { keyMayHave } from "@/lib/base/permissions.shared";
import { askedByName, isReading } from "./scopes.shared";

test("what lets an assistant change something is neither among all scopes nor among those that read", () => {
  expect(askedByName.has("assistants.write")).toBe(true);
  expect(keyMayHave("live", "assistants.write")).toBe(true);
  expect([...askedByName].filter(isReading)).toEqual([]);
});
