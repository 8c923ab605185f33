import { expect, test } from "vitest";
import { toAppError } from "@/lib/base/http/error-response";
import { testWorkspace } from "@/tests/support/db";
import { prisma } from "./client";
import { newId } from "./ids";

test("a row that somebody deleted in between is not found, and no fault of ours", async () => {
  const { workspaceId } = await testWorkspace();
  const key = { workspaceId_id: { workspaceId, id: newId() } };
  const update = prisma.inboundMailbox.update({ where: key, data: { name: "x" } });
  const failure = await update.then(
    () => Promise.reject(new Error("it was to fail")),
    (error: unknown) => error,
  );
  expect(toAppError(failure)).toMatchObject({ code: "not_found" });
});
