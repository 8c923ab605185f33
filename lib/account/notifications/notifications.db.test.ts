import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { workspacePath } from "@/lib/client/paths";
import { keepCatalog } from "@/lib/language/catalog";
import { keyOf } from "@/lib/language/key-of";
import type { Language } from "@/lib/language/languages";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { currentLanguage } from "@/lib/language/speech";
import { t } from "@/lib/language/t";
import { testMember, testWorkspace } from "@/tests/support/db";
import { mailsTo } from "@/tests/support/system-mail";
import { markSeen } from "./mark-seen";
import { notify } from "./notify";
import { countUnseen, findNotifications } from "./queries";

const news = { kind: "campaign.braked", severity: "danger", title: "“Spring” paused itself" } as const;

test("each member sees a notification for themselves", async () => {
  const system = await testWorkspace();
  const ada = await testMember(system, "admin");
  const bob = await testMember(system, "analyst");
  await notify(system, { ...news, href: workspacePath("/campaigns/[campaignId]", { campaignId: "x" }) });
  await notify(system, { ...news, title: "Another" });
  const { notifications, unseen } = await findNotifications(ada);
  expect(unseen).toBe(2);
  expect(notifications.map(({ title, seen }) => [title, seen])).toEqual([
    ["Another", false],
    [news.title, false],
  ]);
  await markSeen(ada, { notificationIds: [notifications[1]!.id] });
  expect((await findNotifications(ada)).notifications.map(({ seen }) => seen)).toEqual([false, true]);
  expect(await countUnseen(ada)).toBe(1);
  await markSeen(ada);
  await markSeen(ada);
  expect(await countUnseen(ada)).toBe(0);
  expect(await countUnseen(bob)).toBe(2);
});

test("an occasion is reported once, however many notice it at the same time", async () => {
  const ctx = await testWorkspace();
  const notice = await Promise.all(
    Array.from({ length: 5 }, () => inTransaction(ctx, (tx) => notify(tx, { ...news, dedupeKey: "braked/1" }))),
  );
  expect(notice.filter(Boolean)).toHaveLength(1);
  expect(await notify(ctx, { ...news, dedupeKey: "braked/2" })).toBe(true);
  expect(await prisma.notification.count({ where: { workspaceId: ctx.workspaceId } })).toBe(2);
});

test("colleagues read one notification each in their own language", async () => {
  learnLanguages();
  keepCatalog("de", { [keyOf("This workspace is suspended")]: "Dieser Arbeitsbereich ist gesperrt" });
  const system = await testWorkspace();
  const ada = await testMember(system, "admin");
  await notify(system, { ...news, title: () => t("This workspace is suspended"), body: "as it is" });
  const read = async (language: Language) =>
    (await inLanguage(language, () => findNotifications(ada))).notifications[0];
  expect(await read("de")).toMatchObject({ title: "Dieser Arbeitsbereich ist gesperrt", body: "as it is" });
  expect(await read("en")).toMatchObject({ title: "This workspace is suspended" });
  await prisma.notification.updateMany({
    where: { workspaceId: system.workspaceId },
    data: { translations: Prisma.DbNull },
  });
  expect(await read("de")).toMatchObject({ title: "This workspace is suspended" });
});

test("words of others are cut to what is kept, whatever they hold", async () => {
  const ctx = await testMember(await testWorkspace(), "admin");
  // The cut leaves half a character, which JSON columns refuse as text columns refuse NUL.
  const name = `\0${"😀".repeat(2000)}`;
  expect(await notify(ctx, { ...news, title: () => name, body: name })).toBe(true);
  const [told] = (await findNotifications(ctx)).notifications;
  expect([told?.title.length, told?.body.length]).toEqual([200, 2000]);
});

test("a notification that is rolled back was never told", async () => {
  const ctx = await testWorkspace();
  const failing = inTransaction(ctx, async (tx) => {
    await notify(tx, news);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await prisma.notification.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});

test("mail goes to admins and to those named who still belong, once each and once an occasion", async () => {
  const system = await testWorkspace({ name: "Acme" });
  const owner = await testMember(system, "owner");
  const launcher = await testMember(system, "marketer");
  const bystander = await testMember(system, "marketer");
  const stranger = await testMember(await testWorkspace(), "owner");
  const notice = {
    ...news,
    href: workspacePath("/campaigns/[campaignId]", { campaignId: "cmp_1" }),
    dedupeKey: "braked",
    mail: { admins: true, userIds: [launcher.userId, owner.userId, stranger.userId] },
  };
  await notify(system, notice);
  await notify(system, notice);
  const mails = await mailsTo(owner.email, "notification");
  expect(mails).toHaveLength(1);
  expect(mails[0]?.props.url).toMatch(/^https?:\/\/.+\/w[0-9a-f]+\/campaigns\/cmp_1$/);
  expect(await mailsTo(launcher.email, "notification")).toHaveLength(1);
  expect(await mailsTo(bystander.email, "notification")).toHaveLength(0);
  expect(await mailsTo(stranger.email, "notification")).toHaveLength(0);
});

test("each reader is written to in their own language, whoever caused it; what is kept for all is English", async () => {
  learnLanguages();
  const system = await testWorkspace();
  const [german, plain] = [await testMember(system, "owner"), await testMember(system, "admin")];
  await prisma.user.update({ where: { id: german.userId }, data: { language: "de" } });
  await inLanguage("fr", () =>
    notify(system, { ...news, title: () => `said in ${currentLanguage()}`, mail: { admins: true } }),
  );
  const titlesOf = async (email: string) =>
    (await mailsTo(email, "notification")).map(({ language, props }) => [language, "title" in props && props.title]);
  expect(await titlesOf(german.email)).toEqual([["de", "said in de"]]);
  expect(await titlesOf(plain.email)).toEqual([[null, "said in en"]]);
  expect((await findNotifications(plain)).notifications[0]?.title).toBe("said in en");
});

test("another workspace's notifications are neither shown nor marked", async () => {
  const ours = await testMember(await testWorkspace(), "owner");
  const theirs = await testMember(await testWorkspace(), "owner");
  await notify(theirs, news);
  const { notifications } = await findNotifications(theirs);
  await markSeen(ours, { notificationIds: [notifications[0]!.id] });
  await markSeen(ours);
  expect(await countUnseen(theirs)).toBe(1);
  expect((await findNotifications(ours)).notifications).toEqual([]);
  expect(await prisma.notificationSeen.count({ where: { workspaceId: theirs.workspaceId } })).toBe(0);
});

test("pages follow each other without gaps, and what came before a member joined is not unseen", async () => {
  const system = await testWorkspace();
  for (let count = 0; count < 25; count++) await notify(system, { ...news, title: `Number ${count}` });
  await prisma.notification.updateMany({
    where: { workspaceId: system.workspaceId },
    data: { createdAt: new Date(Date.now() - 60_000) },
  });
  const late = await testMember(system, "marketer");
  const first = await findNotifications(late);
  expect(first.unseen).toBe(0);
  expect(first.notifications).toHaveLength(20);
  const after = await prisma.notification.findMany({
    where: { workspaceId: system.workspaceId },
    orderBy: { id: "desc" },
    skip: 19,
    take: 1,
  });
  const second = await findNotifications(late, { after: after[0]!.id });
  expect(second.notifications.map(({ title }) => title)).toEqual([4, 3, 2, 1, 0].map((count) => `Number ${count}`));
  expect(second.next).toBeNull();
});
