import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import { getBoss } from "@/lib/base/jobs/boss";
import { createMailbox } from "@/lib/inbound/mail/create-mailbox";
import { deleteMailbox } from "@/lib/inbound/mail/delete-mailbox";
import { pollMailboxes } from "@/lib/inbound/mail/imap/poll-jobs";
import type { CreateMailbox } from "@/lib/inbound/mail/mailbox-schema";
import { findMailboxes } from "@/lib/inbound/mail/mailboxes";
import { pollNow } from "@/lib/inbound/mail/poll-now";
import { updateMailbox } from "@/lib/inbound/mail/update-mailbox";
import { testMember, testWorkspace } from "@/tests/support/db";

const given: CreateMailbox = {
  name: "Bounces",
  host: "imap.example.com",
  port: 993,
  security: "tls",
  username: "bounces@example.com",
  auth: "password",
  password: "the-password",
};

test("a mailbox is added, changed, turned off and deleted by admins only, with an audit that knows no secret", async () => {
  const ctx = await testWorkspace();
  const admin = await testMember(ctx, "admin");
  const { id } = await createMailbox(admin, given);
  const inboundMailboxId = publicId("imb", id);
  await prisma.inboundMailbox.updateMany({
    where: { id },
    data: { uidValidity: 7n, keptUid: 40n, doneUid: 40n, failures: 3 },
  });

  await updateMailbox(admin, { inboundMailboxId, name: "Returned", afterwards: "move", moveTo: "Done" });
  const [view] = await findMailboxes(admin);
  expect(view).toMatchObject({ id: inboundMailboxId, name: "Returned", moveTo: "Done", enabled: true });
  const row = () => prisma.inboundMailbox.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, id } });
  expect(await row()).toMatchObject({ keptUid: 40n, failures: 0 });

  await updateMailbox(admin, { inboundMailboxId, folder: "Junk" });
  expect(await row(), "another folder is read from its start").toMatchObject({
    uidValidity: null,
    keptUid: 0n,
    doneUid: 0n,
  });
  await updateMailbox(admin, { inboundMailboxId, enabled: false });
  await expect(pollNow(admin, { inboundMailboxId })).rejects.toMatchObject({ code: "conflict" });

  for (const role of ["marketer", "analyst"] as const) {
    const member = await testMember(ctx, role);
    await expect(createMailbox(member, given)).rejects.toMatchObject({ code: "forbidden" });
    await expect(findMailboxes(member)).rejects.toMatchObject({ code: "forbidden" });
  }
  const stranger = await testMember(await testWorkspace(), "owner");
  await expect(updateMailbox(stranger, { inboundMailboxId, name: "Mine" })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(deleteMailbox(stranger, { inboundMailboxId })).rejects.toMatchObject({ code: "not_found" });

  await deleteMailbox(admin, { inboundMailboxId });
  expect(await findMailboxes(admin)).toEqual([]);
  const audit = await prisma.auditEntry.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: "asc" } });
  expect(audit.map(({ action }) => action)).toEqual([
    "inbound_mailbox.created",
    ...Array(3).fill("inbound_mailbox.updated"),
    "inbound_mailbox.deleted",
  ]);
  expect(JSON.stringify([audit, view])).not.toContain("the-password");
});

test.each<[string, Partial<CreateMailbox>, string]>([
  ["no password", { password: "" }, "password"],
  ["no folder to move to", { afterwards: "move" }, "moveTo"],
  ["the folder itself to move to", { afterwards: "move", moveTo: "inbox" }, "moveTo"],
  ["OAuth without a refresh token", { auth: "oauth2", clientId: "c", tokenUrl: "https://x.example/t" }, "refreshToken"],
])("refuses %s and names the field", async (_name, more, field) => {
  const ctx = await testWorkspace();
  await expect(createMailbox(ctx, { ...given, ...more })).rejects.toMatchObject({
    fields: { [field]: expect.any(String) },
  });
  expect(await prisma.inboundMailbox.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});

test("only mailboxes that are due and on are read", async () => {
  const ctx = await testWorkspace();
  const due = await createMailbox(ctx, given);
  const off = await createMailbox(ctx, given);
  const later = await createMailbox(ctx, given);
  const held = await createMailbox(ctx, given);
  const set = (id: string, data: object) => prisma.inboundMailbox.updateMany({ where: { id }, data });
  await set(off.id, { disabledAt: new Date() });
  await set(later.id, { nextPollAt: new Date(Date.now() + 60_000) });
  await set(held.id, { leasedUntil: new Date(Date.now() + 60_000) });
  await pollMailboxes(ctx);
  const boss = await getBoss();
  const jobs = await boss.fetch<{ workspaceId: string; mailboxId: string }>("inbound.poll-mailbox", { batchSize: 100 });
  const ours = jobs.filter(({ data }) => data.workspaceId === ctx.workspaceId).map(({ data }) => data.mailboxId);
  expect(ours).toEqual([due.id]);
});
