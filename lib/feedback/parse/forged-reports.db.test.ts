import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { recordEvents } from "@/lib/events/door/record-events";
import { processInbound } from "@/lib/inbound/mail/process-inbound";
import { storeInbound } from "@/lib/inbound/mail/store-inbound";
import { messageIdLeft } from "@/lib/mail/mime/verp";
import { getMessage } from "@/lib/reports/messages/get-message";
import { buildArf, buildDsn, type ReturnedMail } from "@/lib/run/mailbox/simulator/reports";
import { checkBrake } from "@/lib/sending/brake/brake";
import { updateBrakeSettings } from "@/lib/sending/brake/brake-settings";
import { testWorkspace } from "@/tests/support/db";
import { recountRollUps, storedRollUps } from "@/tests/support/recount";
import { type SentCampaign, sentCampaign } from "@/tests/support/sent-campaign";

const domain = () => `d${newId().slice(-12)}.example`;
const recipients = 30;

interface Subject extends SentCampaign {
  ctx: Ctx;
  author: string;
}

/** A campaign on its way, each message of which was taken: thirty bounces would brake it at once. */
async function onItsWay(): Promise<Subject> {
  const ctx = await testWorkspace();
  const name = domain();
  const { workspaceId } = ctx;
  await prisma.sendingDomain.create({
    data: { workspaceId, id: newId(), name, returnPathHost: `b.${name}`, status: "verified" },
  });
  await updateBrakeSettings(ctx, { minimum: 20 });
  const campaign = await sentCampaign(ctx, { recipients });
  const { campaignId, messages } = campaign;
  const [first, last] = [messages[0]!.id, messages.at(-1)!.id];
  const batch = { campaignId, position: 0, firstMessageId: first, lastMessageId: last, size: recipients };
  await prisma.campaignBatch.create({ data: { workspaceId, id: newId(), ...batch, startedAt: new Date() } });
  await recordEvents(
    ctx,
    messages.map(({ id }) => ({ type: "message.sent" as const, messageId: id, occurredAt: new Date() })),
  );
  return { ...campaign, ctx, author: `news@${name}` };
}

type Message = SentCampaign["messages"][number];
type Named = (message: Message) => string;

/** What a stranger can write who saw an id, or knows who is on the list. */
const ways: readonly [string, Named][] = [
  ["a bare id", ({ id }) => `Message-ID: <${id}@mail.example>`],
  ["a bare id in a header of ours", ({ id }) => `X-Entity-Ref-ID: ${id}`],
  ["recipient and time", ({ email }) => `To: <${email}>`],
];

const replies = {
  "hard bounces": "550 5.1.1 User unknown",
  "missing domains": "550 5.1.2 Host or domain name not found",
  "blocks for reputation": "550 5.7.1 Client host blocked using Spamhaus",
  "failed authentication": "550 5.7.26 Unauthenticated email is not accepted due to the domain's DMARC policy",
  "full mailboxes": "552 5.2.2 Mailbox full",
};

function returnedMail({ author }: Subject, message: Message, named: Named): ReturnedMail {
  const raw = Buffer.from(`${named(message)}\r\nFrom: <${author}>\r\nSubject: Hello\r\n\r\n`);
  return { raw, recipient: message.email, envelopeFrom: author, receivedAt: new Date() };
}

function arf(mail: ReturnedMail, type: string): Buffer {
  const to = `<${mail.recipient}>`;
  const text = buildArf(mail, mail.envelopeFrom).toString().replace("Feedback-Type: abuse", `Feedback-Type: ${type}`);
  return Buffer.from(text.replace("Version: 1\r\n", `Version: 1\r\nOriginal-Rcpt-To: ${to}\r\n`));
}

const forgeries: Record<string, (mail: ReturnedMail) => Buffer> = {
  ...Object.fromEntries(Object.entries(replies).map(([name, reply]) => [name, (mail) => buildDsn(mail, reply)])),
  complaints: (mail) => arf(mail, "abuse"),
  "complaints taken back": (mail) => arf(mail, "not-spam"),
  "wishes to be taken off": (mail) => arf(mail, "opt-out"),
  deliveries: (mail) => Buffer.from(buildDsn(mail, "250 2.0.0 OK").toString().replace("failed", "delivered")),
} satisfies Record<string, (mail: ReturnedMail) => Buffer>;

async function comesIn({ ctx }: Subject, raw: Buffer): Promise<void> {
  const { workspaceId } = ctx;
  const { id } = await storeInbound({ route: "http", envelopeFrom: "", envelopeTo: "", raw, workspaceId });
  await processInbound(ctx, { inboundId: id });
}

/** Everything that a report may change. */
async function stateOf({ ctx, campaignId }: Subject) {
  const where = { workspaceId: ctx.workspaceId };
  const messages = await prisma.message.findMany({ where, orderBy: { id: "asc" } });
  return {
    messages,
    totals: await prisma.campaignTotals.findMany({ where }),
    campaign: (await prisma.campaign.findFirstOrThrow({ where: { ...where, id: campaignId } })).status,
    suppressions: await prisma.suppression.count({ where }),
    unsubscribed: await prisma.subscription.count({
      where: { ...where, status: "unsubscribed" },
    }),
    events: await prisma.event.count({ where }),
    reported: await prisma.notification.count({ where }),
    paces: await prisma.paceCounter.count({ where }),
  };
}

test.each(ways)(
  "reports that name a message by %s change nothing and are shown as unproven",
  { timeout: 180_000 },
  async (_way, named) => {
    const subject = await onItsWay();
    const { ctx, messages, campaignId } = subject;
    const before = await stateOf(subject);
    for (const forged of Object.values(forgeries)) {
      for (const message of messages) await comesIn(subject, forged(returnedMail(subject, message, named)));
    }
    expect(await checkBrake(ctx, campaignId)).toBeNull();
    expect(await stateOf(subject)).toEqual(before);
    expect(await storedRollUps(ctx)).toEqual(await recountRollUps(ctx));
    const { steps, replied } = await getMessage(ctx, { messageId: publicId("msg", messages[0]!.id) });
    const came = steps.filter(({ type }) => type === "came_back");
    expect(came.length).toBe(Object.keys(forgeries).length);
    expect(came.every(({ likely }) => likely)).toBe(true);
    expect(replied).toBe(false);
  },
);

test("the same reports with our MAC count, suppress and brake", async () => {
  const subject = await onItsWay();
  const signed: Named = ({ id }) => `Message-ID: <${messageIdLeft(id)}@mail.example>`;
  for (const message of subject.messages) {
    await comesIn(subject, forgeries["hard bounces"]!(returnedMail(subject, message, signed)));
  }
  await checkBrake(subject.ctx, subject.campaignId);
  const after = await stateOf(subject);
  expect(after).toMatchObject({ campaign: "paused" });
  expect(after.suppressions).toBeGreaterThan(4);
});

test("a forged report does not stand in the way of the true one", async () => {
  const subject = await onItsWay();
  const message = subject.messages[0]!;
  const forged = returnedMail(subject, message, ({ id }) => `Message-ID: <${id}@mail.example>`);
  await comesIn(subject, forgeries["hard bounces"]!(forged));
  const where = { workspaceId: subject.ctx.workspaceId, id: message.id };
  expect(await prisma.message.findFirst({ where })).toMatchObject({ bouncedAt: null });
  const named: Named = ({ id }) => `Message-ID: <${messageIdLeft(id)}@mail.example>`;
  await comesIn(subject, forgeries["hard bounces"]!(returnedMail(subject, message, named)));
  expect(await prisma.message.findFirst({ where })).toMatchObject({ bounceKind: "hard" });
  expect((await stateOf(subject)).suppressions).toBe(1);
});
