import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { Prisma } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { audienceSql } from "@/lib/people/audiences/audience-sql";
import { liftSuppressions } from "@/lib/people/suppressions/lift-suppressions";
import { suppressMany } from "@/lib/people/suppressions/suppress";
import { sendBatch } from "@/lib/sending/engine/send-batch";
import { testContact, testList, testWorkspace } from "../support/db";
import { launchedCampaign, statuses, through } from "./sending-fixture";

const DAY_MS = 86_400_000;

async function blockEverywhere(email: string): Promise<void> {
  await prisma.installationSuppression.create({ data: { id: newId(), emailNormalized: email, reason: "manual" } });
}

test("the frozen audience leaves out who is suppressed here or everywhere, not who was once", async () => {
  const ctx = await testWorkspace();
  const list = await testList(ctx);
  const add = () => testContact(ctx, { listIds: [list.id] });
  const [own, everywhere, expired, free, lifted] = [await add(), await add(), await add(), await add(), await add()];
  await suppressMany(ctx, [
    { emailNormalized: own.email, reason: "complaint" },
    { emailNormalized: expired.email, reason: "soft_bounce", expiresAt: new Date(Date.now() - DAY_MS) },
    { emailNormalized: lifted.email, reason: "hard_bounce" },
  ]);
  await blockEverywhere(everywhere.email);
  const { id } = await prisma.suppression.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, emailNormalized: lifted.email },
  });
  await liftSuppressions(ctx, { suppressionIds: [id], note: "works again" });
  const none = { lists: [], segments: [], tags: [] };
  const query = await audienceSql(ctx, {
    include: { ...none, lists: [list.id] },
    exclude: { lists: [], segments: [] },
  });
  const rows = await prisma.$queryRaw<{ email: string; reason: string | null }[]>(
    Prisma.sql`select email, reason from (${query}) audience`,
  );
  const reasonOf = (email: string) => rows.find((row) => row.email === email)?.reason;
  expect(reasonOf(own.email)).toBe("suppressed_complaint");
  expect(reasonOf(everywhere.email)).toBe("suppressed_installation");
  expect([expired, free, lifted].map(({ email }) => reasonOf(email))).toEqual([null, null, null]);
});

test("who is suppressed between the freeze and the hand-over gets nothing, each with its reason", async () => {
  const campaign = await launchedCampaign(5);
  const { ctx, contacts, batchIds } = campaign;
  const [own, everywhere, expired] = contacts;
  await suppressMany(ctx, [
    { emailNormalized: own!.email, reason: "provider" },
    { emailNormalized: expired!.email, reason: "soft_bounce", expiresAt: new Date(Date.now() - DAY_MS) },
  ]);
  await blockEverywhere(everywhere!.email);
  const transport = new MemoryTransport();
  await sendBatch(ctx, batchIds[0]!, through(transport));
  expect(transport.messages.map(({ envelopeTo }) => envelopeTo).sort()).toEqual(
    contacts
      .slice(2)
      .map(({ email }) => email)
      .sort(),
  );
  expect(await statuses(campaign)).toEqual({ sent: 3, suppressed: 2 });
  const stopped = await prisma.message.findMany({
    where: { workspaceId: ctx.workspaceId, status: "suppressed" },
    select: { email: true, skipReason: true },
  });
  expect(new Map(stopped.map(({ email, skipReason }) => [email, skipReason]))).toEqual(
    new Map([
      [own!.email, "suppressed_provider"],
      [everywhere!.email, "suppressed_installation"],
    ]),
  );
});
