import { expect, test } from "vitest";
import { memberContext } from "@/lib/base/auth/member-context";
import { prisma } from "@/lib/base/db/client";
import { idAt, newId, publicId } from "@/lib/base/db/ids";
import { knownAs } from "@/lib/base/db/known-as";
import { createTemplate } from "@/lib/content/templates/create-template";
import { createList } from "@/lib/people/lists/create-list";
import { mailWorkspace } from "@/lib/sending/engine/mail-workspace";
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

test("a new address in the browser leaves the former one leading here, and the List-Id of mails as it was", async () => {
  const workspace = await testWorkspace();
  const owner = await testMember(workspace, "owner");
  const { slug: first } = await prisma.workspace.findUniqueOrThrow({ where: { id: workspace.workspaceId } });
  const [second, third] = [`${first}-b`, `${first}-c`];
  const user = await prisma.user.findUniqueOrThrow({ where: { id: owner.userId } });
  await updateWorkspace(owner, { slug: second });
  await updateWorkspace(owner, { slug: third });
  for (const slug of [first, second, third])
    expect((await memberContext(user, slug)).workspace).toMatchObject({ slug: third });
  expect(await mailWorkspace(owner)).toMatchObject({ slug: first });
  expect(await prisma.workspace.findMany({ where: knownAs(first) })).toMatchObject([{ id: owner.workspaceId }]);
  const other = await testMember(await testWorkspace(), "owner");
  await expect(updateWorkspace(other, { slug: first })).rejects.toMatchObject({ fields: { slug: expect.any(String) } });
  await expect(updateWorkspace(owner, { slug: "settings" })).rejects.toMatchObject({ code: "invalid" });
  expect(await updateWorkspace(owner, { slug: first })).toMatchObject({ slug: first });
  const former = await prisma.formerSlug.findMany({
    where: { workspaceId: owner.workspaceId },
    orderBy: { slug: "asc" },
  });
  expect(former.map(({ slug }) => slug)).toEqual([second, third]);
});

test("a workspace does not take one name after the other from all others", async () => {
  const owner = await testMember(await testWorkspace(), "owner");
  const { workspaceId } = owner;
  const { slug } = await prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const former = Array.from({ length: 20 }, (_, index) => `${slug}-${index}`);
  const replacedAt = new Date();
  await prisma.formerSlug.createMany({ data: former.map((each) => ({ slug: each, workspaceId, replacedAt })) });
  await expect(updateWorkspace(owner, { slug: `${slug}-x` })).rejects.toMatchObject({
    fields: { slug: expect.stringMatching(/20 former addresses/) },
  });
  expect(await updateWorkspace(owner, { slug: `${slug}-3` })).toMatchObject({ slug: `${slug}-3` });
});

test("the audit log names what was changed, and is narrowed to a kind of thing and a person", async () => {
  const owner = await testMember(await testWorkspace(), "owner");
  const marketer = await testMember(owner, "marketer");
  const { id: listId } = await createList(owner, { name: "Readers" });
  const { id: templateId } = await createTemplate(marketer, { name: "Letter" });
  const find = async (filters: object) => (await findAuditEntries(owner, filters)).entries;
  expect(await find({ about: "list" })).toMatchObject([
    { action: "list.created", subject: { name: "Readers", href: `/lists/${publicId("lst", listId)}` } },
  ]);
  const memberId = publicId("mem", marketer.actor.type === "member" ? marketer.actor.memberId : "");
  expect(await find({ memberId })).toMatchObject([{ subject: { name: "Letter" } }]);
  await prisma.template.deleteMany({ where: { workspaceId: owner.workspaceId, id: templateId } });
  expect(await find({ about: "template" })).toMatchObject([{ subject: { name: "Letter", href: null } }]);
});

test("marketers read the settings, they do not change them", async () => {
  const marketer = await testMember(await testWorkspace(), "marketer");
  await expect(updateWorkspace(marketer, { name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(findAuditEntries(marketer, {})).rejects.toMatchObject({ code: "forbidden" });
});

test("the audit log is narrowed to a program by its key, and to days by the clocks of the workspace", async () => {
  const owner = await testMember(await testWorkspace({ timeZone: "Asia/Tokyo" }), "owner");
  const key = {
    type: "key",
    keyId: newId(),
    name: "Shop",
    mode: "live",
    scopes: ["lists.write"],
    domain: null,
  } as const;
  await createList({ ...owner, actor: key }, { name: "Buyers" });
  await createList(owner, { name: "Readers" });
  const written = (at: string) => ({ id: idAt(new Date(at)), createdAt: new Date(at), subjectType: "list" });
  const rest = { workspaceId: owner.workspaceId, actorType: "system", actorName: "Clock", action: "list.updated" };
  const times = [
    "2026-03-01T14:59:59.999Z",
    "2026-03-01T15:00:00Z",
    "2026-03-03T14:59:59.999Z",
    "2026-03-03T15:00:00Z",
  ];
  await prisma.auditEntry.createMany({ data: times.map((at) => ({ ...written(at), ...rest })) });
  const find = async (filters: object) => (await findAuditEntries(owner, filters)).entries;
  expect(await find({ keyId: publicId("key", key.keyId) })).toMatchObject([
    { actorName: "Shop", subject: { name: "Buyers" } },
  ]);
  const days = { from: "2026-03-02", to: "2026-03-03" };
  expect((await find(days)).map(({ at }) => at)).toEqual(["2026-03-03T14:59:59.999Z", "2026-03-01T15:00:00.000Z"]);
  const [newest] = await find(days);
  expect(await find({ ...days, before: newest?.id })).toHaveLength(1);
  expect(await find({ from: "0000-01-01", to: "9999-12-31", keyId: "key_?" })).toHaveLength(6);
});

test("the audit log pages backwards without a gap", async () => {
  const owner = await testMember(await testWorkspace(), "owner");
  for (let number = 1; number <= 60; number++) await updateWorkspace(owner, { name: `Name ${number}` });
  const first = await findAuditEntries(owner, {});
  const second = await findAuditEntries(owner, { before: first.next ?? undefined });
  expect([first.entries.length, second.entries.length, second.next]).toEqual([50, 10, null]);
  expect(new Set([...first.entries, ...second.entries].map(({ id }) => id)).size).toBe(60);
});
