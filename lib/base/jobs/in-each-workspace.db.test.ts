import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { testWorkspace } from "@/tests/support/db";
import { inEachWorkspace } from "./in-each-workspace";
import { findRepeatedFailures } from "./repeated-failures";

test("a sweep that fails in one workspace goes on in the others, and is named when it does so again and again", async () => {
  const [broken, whole] = [await testWorkspace(), await testWorkspace()];
  const job = `test.sweep-${randomBytes(4).toString("hex")}`;
  let fails = true;
  const swept: string[] = [];
  const sweep = () =>
    inEachWorkspace(systemCtx("", job), async ({ workspaceId }) => {
      if (workspaceId === broken.workspaceId && fails) throw new Error("no such column");
      swept.push(workspaceId);
      return 1;
    });
  for (let night = 0; night < 3; night++) await sweep();
  expect(swept.filter((id) => id === whole.workspaceId)).toHaveLength(3);
  expect(await findRepeatedFailures(prisma)).toMatchObject([{ job, reason: "no such column", count: 3 }]);
  fails = false;
  await sweep();
  expect(await findRepeatedFailures(prisma)).toEqual([]);
});
