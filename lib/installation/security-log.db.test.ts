import { expect, test } from "vitest";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { kindsOf } from "@/lib/base/audit/security-kinds.shared";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { testMember, testWorkspace } from "@/tests/support/db";
import { exportSecurityLog } from "./export-security-log";
import { findSecurityEvents } from "./find-security-events";

async function operator() {
  const ctx = await testMember(await testWorkspace({ name: "Home of the operator" }), "analyst");
  await prisma.user.update({ where: { id: ctx.userId }, data: { isOperator: true } });
  return ctx;
}

/** A person of a workspace of its own, whose rows no other test touches. */
async function person() {
  const name = `Shop ${newId()}`;
  const ctx = await testMember(await testWorkspace({ name }), "marketer");
  const { userId, email, workspaceId } = ctx;
  return { ctx, name, userId, email, workspaceId };
}

async function csvOf(lines: AsyncGenerator<string>): Promise<string[]> {
  let text = "";
  for await (const line of lines) text += line;
  return text.split("\r\n").slice(0, -1);
}

test("an operator reads every account's log in words, the newest first; nobody else gets to know that it is there", async () => {
  const [op, other] = [await operator(), await person()];
  const { userId, email, workspaceId, name } = other;
  await recordSecurityEvent(op, { kind: "sign-in.failed", userId, email, ip: "192.0.2.9" });
  const actor = { userId: op.userId, name: "Olga" };
  const detail = { from: "marketer", to: "admin", invitationsEnded: 2 };
  await recordSecurityEvent(op, { kind: "member.role_changed", userId, email, actor, workspaceId, detail });
  const { items } = await findSecurityEvents(op, { account: email.toUpperCase() });
  expect(items).toMatchObject([
    {
      what: "Role in a workspace changed",
      email,
      by: "Olga",
      workspace: name,
      detail: "to: admin · from: marketer · invitations ended: 2",
    },
    { what: "Sign-in failed", by: null, workspace: null, ip: "192.0.2.9" },
  ]);
  await expect(findSecurityEvents(other.ctx, {})).rejects.toMatchObject({ code: "not_found" });
  await expect(exportSecurityLog(other.ctx, {})).rejects.toMatchObject({ code: "not_found" });
});

test("filters: kind, group, who did it, workspace and days; nonsense asks for all", async () => {
  const [op, other] = [await operator(), await person()];
  const { userId, email, workspaceId } = other;
  const at = (day: string) => ({ ...op, now: () => new Date(`${day}T23:59:59.999Z`) });
  await recordSecurityEvent(at("2026-03-01"), { kind: "export.contacts", userId, email, workspaceId });
  await recordSecurityEvent(at("2026-03-02"), { kind: "access.refused", userId, email, workspaceId });
  await recordSecurityEvent(at("2026-03-03"), { kind: "request.foreign", userId, email });
  const kinds = async (filters: Record<string, unknown>) =>
    (await findSecurityEvents(op, { account: email, ...filters })).items.map(({ kind }) => kind);
  expect(await kinds({ what: "export.contacts" })).toEqual(["export.contacts"]);
  expect(await kinds({ what: "group:refusals" })).toEqual(["request.foreign", "access.refused"]);
  expect(kindsOf("refusals")).toEqual(expect.arrayContaining(["access.refused", "request.foreign", "link.refused"]));
  expect(await kinds({ workspace: other.name.slice(5) })).toEqual(["access.refused", "export.contacts"]);
  expect(await kinds({ workspace: "no such workspace" })).toEqual([]);
  expect(await kinds({ from: "2026-03-02", to: "2026-03-02" })).toEqual(["access.refused"]);
  const all = ["request.foreign", "access.refused", "export.contacts"];
  expect(await kinds({ what: "constructor", from: "never", to: ["2026-03-01"], cursor: "sev_?" })).toEqual(all);
  expect(await kinds({ what: "group:constructor" })).toEqual(all);
});

test("pages follow each other without a gap, and the export says when there is more", async () => {
  const [op, other] = [await operator(), await person()];
  const { userId, email } = other;
  for (let n = 0; n < 60; n++) {
    await recordSecurityEvent(op, { kind: "sign-in.failed", userId, email, detail: { n } });
  }
  const first = await findSecurityEvents(op, { account: email });
  const second = await findSecurityEvents(op, { account: email, cursor: first.nextCursor });
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([50, 10, null]);
  const details = [...first.items, ...second.items].map(({ detail }) => detail);
  expect(details).toEqual(Array.from({ length: 60 }, (_none, n) => `n: ${59 - n}`));

  expect(await csvOf(await exportSecurityLog(op, { account: email }))).toHaveLength(61);
  const cut = await csvOf(await exportSecurityLog(op, { account: email }, 7));
  expect(cut).toHaveLength(9);
  expect(cut.at(-1)).toContain("There is more: these are the newest 7.");
});

test("what others typed is no formula in the export, and who stops being an operator gets no further page", async () => {
  const [op, other] = [await operator(), await person()];
  const { userId, email } = other;
  const actor = { userId, name: '=HYPERLINK("http://evil.example")' };
  await recordSecurityEvent(op, { kind: "account.disabled", userId, email, actor });
  const lines = await exportSecurityLog(op, { account: email });
  const [, line] = await csvOf(lines);
  expect(line).toContain(`"'=HYPERLINK(""http://evil.example"")"`);

  const later = await exportSecurityLog(op, { account: email });
  await later.next();
  await prisma.user.update({ where: { id: op.userId }, data: { isOperator: false } });
  await expect(later.next()).rejects.toMatchObject({ code: "not_found" });
});
