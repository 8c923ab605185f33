import { expect, test } from "vitest";
import { t } from "@/lib/language/t";
import { isCurrent, navigationItems } from "./navigation";

const everything = navigationItems({ hasMailbox: true, can: () => true });
const at = (pathname: string) =>
  everything.filter((item) => isCurrent(item, "acme", pathname)).map(({ label }) => t(label));

test("one place is the current one: the nearest", () => {
  expect(at("/acme")).toEqual(["Dashboard"]);
  expect(at("/acme/contacts")).toEqual(["Contacts"]);
  expect(at("/acme/contacts/ctc_1")).toEqual(["Contacts"]);
  expect(at("/acme/contacts/segments/seg_1")).toEqual(["Segments"]);
  expect(at("/acme/contacts/suppressions/why")).toEqual(["Suppressions"]);
});

test("each place has a key of its own, and is shown to whom may see it", () => {
  expect(new Set(everything.map(({ key }) => key)).size).toBe(everything.length);
  const seen = navigationItems({ hasMailbox: false, can: (permission) => permission !== "suppressions.read" });
  expect(everything.filter((item) => !seen.includes(item)).map(({ label }) => t(label))).toEqual([
    "Suppressions",
    "Mailbox",
  ]);
});
