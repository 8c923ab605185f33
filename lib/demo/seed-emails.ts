import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { writeEmails } from "@/lib/emails/write-emails";
import { recordEvents } from "@/lib/events/door/record-events";
import { seededRandom } from "./random";

const HOUR_MS = 3_600_000;

interface SampleMail {
  kind: string;
  subject: (no: number) => string;
  html: (no: number, name: string) => string;
}

const samples: readonly SampleMail[] = [
  {
    kind: "receipt",
    subject: (no) => `Your receipt for order ${no}`,
    html: (no, name) => `<p>Hello ${name},</p><p>thank you for your order ${no}. We pack it today.</p>`,
  },
  {
    kind: "shipping",
    subject: (no) => `Order ${no} is on its way`,
    html: (no, name) => `<p>Hello ${name},</p><p>order ${no} left Bristol this afternoon.</p>`,
  },
  {
    kind: "sign-in",
    subject: () => "Your sign-in code",
    html: (no, name) =>
      `<p>Hello ${name},</p><p>your code is <b>${String(no * 7919).slice(-6)}</b>. It holds for ten minutes.</p>`,
  },
];

/** Single mails that a shop's program sent in the last days: all but a few arrived. None of them is really sent. */
export async function seedEmails(ctx: Ctx): Promise<void> {
  const { workspaceId } = ctx;
  const random = seededRandom(4711);
  const [sender, key, people] = await Promise.all([
    ctx.db.sender.findFirst({ where: { workspaceId, isDefault: true } }),
    ctx.db.apiKey.findFirst({ where: { workspaceId, mode: "live" }, select: { id: true } }),
    ctx.db.contact.findMany({ where: { workspaceId }, orderBy: { id: "asc" }, skip: 200, take: 40 }),
  ]);
  if (!sender) return;
  for (const [at, person] of people.entries()) {
    const sample = samples[at % samples.length]!;
    const no = 20_480 + at;
    const createdAt = new Date(ctx.now().getTime() - (people.length - at + random()) * 4 * HOUR_MS);
    const html = sample.html(no, person.firstName ?? "there");
    const written = await writeEmails(
      ctx,
      [
        {
          ...{ id: newId(), mode: "live", apiKeyId: key?.id ?? null, html },
          ...{ fromName: sender.name, fromEmail: sender.email, subject: sample.subject(no) },
          text: html.replace(/<[^>]+>/g, ""),
          details: { to: [{ name: "", address: person.email }], cc: [], replyTo: [], headers: [], links: [] },
          tags: { kind: sample.kind, ...(sample.kind === "sign-in" ? {} : { order: String(no) }) },
          ...{ listId: null, templateId: null, templateVersion: null, scheduledAt: null, resendOf: null },
          ...{ trackOpens: false, trackClicks: false, via: "api", raw: null, files: [] },
          recipients: [
            {
              ...{ messageId: newId(), role: "to", email: person.email },
              ...{ emailNormalized: person.emailNormalized, emailDomain: person.emailDomain },
            },
          ],
        },
      ],
      createdAt,
    );
    const [message] = written;
    if (message?.status === "pending") await arrived(ctx, message.id, createdAt);
  }
}

/** What became of it, without its having been sent. */
async function arrived(ctx: Ctx, messageId: string, createdAt: Date): Promise<void> {
  const { workspaceId } = ctx;
  const sentAt = new Date(createdAt.getTime() + 700);
  await ctx.db.emailQueue.deleteMany({ where: { workspaceId, messageId } });
  await ctx.db.message.update({
    where: { workspaceId_id: { workspaceId, id: messageId } },
    data: { status: "sent", sendingAt: sentAt, attemptCount: 1, replyCode: 250, replyText: "250 2.0.0 OK" },
    select: { id: true },
  });
  await recordEvents(ctx, [{ messageId, occurredAt: sentAt, type: "message.sent" }]);
}
