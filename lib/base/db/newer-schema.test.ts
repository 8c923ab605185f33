import { expect, test } from "vitest";
import { newerSchema } from "./newer-schema";

const known = ["20260101000000_init", "20260201000000_add_color"];

test("a database of the same release, or of an older one, is not ahead", () => {
  expect(newerSchema(known, known)).toBeNull();
  expect(newerSchema([], known)).toBeNull();
});

test("migrations that only add are named, and the release before can work", () => {
  expect(newerSchema([...known, "20260301000000_add_size"], known)).toEqual({
    unknown: ["20260301000000_add_size"],
    isTooOld: false,
    text: expect.stringContaining(
      "by a newer release: 1 migration unknown here: 20260301000000_add_size. They only add",
    ),
  });
});

test("one that takes away is survived by releases that know the migration before it, and by no older one", () => {
  const later = "20260401000000_drop_colour_after_20260201000000";
  expect(newerSchema([...known, later], known)?.isTooOld).toBe(false);
  const old = newerSchema([...known, later], known.slice(0, 1));
  expect(old).toMatchObject({ isTooOld: true, unknown: [known[1], later] });
  expect(old?.text).toContain(
    `${later} took away what this release reads: start one that knows the migration 20260201000000`,
  );
});
