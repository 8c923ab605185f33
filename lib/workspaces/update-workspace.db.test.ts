import { expect, test } from "vitest";
import { findAuditEntries } from "@/lib/workspaces/audit/queries";
import { testMember, testWorkspace } from "@/tests/support/db";
import { updateWorkspace } from "./update-workspace";

test("what is not named stays, and both sides are in the audit log", async () => {
  const owner = await testMember(await testWorkspace({ name: "Acme" }), "owner");
  const after = await updateWorkspace(owner, { timeZone: "Asia/Kathmandu" });
  expect(after).toMatchObject({ name: "Acme", timeZone: "Asia/Kathmandu", locale: "en" });
  const { entries } = await findAuditEntries(owner, {});
  expect(entries).toMatchObject([
    { action: "workspace.updated", before: { timeZone: "UTC" }, after: { timeZone: "Asia/Kathmandu" } },
  ]);
});

test("marketers read the settings, they do not change them", async () => {
  const marketer = await testMember(await testWorkspace(), "marketer");
  await expect(updateWorkspace(marketer, { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(findAuditEntries(marketer, {})).rejects.toMatchObject({ code: "forbidden" });
});

test("the audit log pages backwards without a gap", async () => {
  const owner = await testMember(await testWorkspace(), "owner");
  for (let number = 1; number <= 60; number++) await updateWorkspace(owner, { name: `Name ${number}` });
  const first = await findAuditEntries(owner, {});
  const second = await findAuditEntries(owner, { before: first.next ?? undefined });
  expect([first.entries.length, second.entries.length, second.next]).toEqual([50, 10, null]);
  expect(new Set([...first.entries, ...second.entries].map(({ id }) => id)).size).toBe(60);
});
