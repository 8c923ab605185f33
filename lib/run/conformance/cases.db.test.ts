import { expect, test } from "vitest";
import { judgeCase } from "./cases";
import { allCases } from "./cases/all-cases";

/** Copies of the files with their provenance: tests/fixtures/cases. */
const dir = "tests/fixtures/cases";

test.each(allCases.filter(({ database }) => database).map((each) => [each.name, each] as const))(
  "%s",
  async (_name, each) => {
    expect(await judgeCase(each, dir)).toMatchObject({ ok: true });
  },
);
