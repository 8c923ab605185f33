import type { ImapFlow } from "imapflow";
import { notify } from "@/lib/account/notifications/notify";
import type { Ctx } from "@/lib/base/context";
import type { InboundMailbox } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { env } from "@/lib/base/env";
import { workspacePath } from "@/lib/client/paths";
import { explainImapError, sayImapError } from "@/lib/inbound/mail/imap/explain-error";
import { openMailbox } from "@/lib/inbound/mail/imap/open-mailbox";
import { fetchMails, Incomplete, uidsAfter } from "@/lib/inbound/mail/imap/read-batch";
import { openMailboxSecrets, sealMailboxSecrets } from "@/lib/inbound/mail/imap/secrets";
import { TidyFailed, tidyUp } from "@/lib/inbound/mail/imap/tidy-up";
import type { Afterwards, MailboxSecurity } from "@/lib/inbound/mail/mailbox-choices.shared";
import { commitDurably, keepInbound } from "@/lib/inbound/mail/store-inbound";
import { t } from "@/lib/language/t";

const batchSize = 25;
/** Mails of one batch are in memory together. */
const batchBytes = 64 * 1024 * 1024;
/** One reading takes at most this long; what is left comes with the next one, which then follows at once. */
const budgetMs = 50_000;
const leaseMs = 150_000;
const everyMs = 60_000;
const maxBackOffMs = 3_600_000;
/** Failures in a row before people are told. */
const tellAfter = 3;

/**
 * Reads what is new in one mailbox: the mails are kept and committed together with how far was read, and only then marked, moved or
 * deleted in the mailbox. Ended anywhere, the next reading goes on there; nothing is read twice and nothing is lost. One process at a time.
 */
export async function pollMailbox(ctx: Ctx, { mailboxId }: { mailboxId: string }): Promise<void> {
  const mailbox = await lease(ctx, mailboxId);
  if (!mailbox) return;
  const tried = await readMailbox(ctx, mailbox).then(
    (left) => ({ left, error: null }),
    (error: unknown) => ({
      left: false,
      error: error instanceof TidyFailed || error instanceof Incomplete ? error.message : explainImapError(error),
    }),
  );
  if (tried.error === null) await succeeded(ctx, mailbox, tried.left);
  else await failed(ctx, mailbox, tried.error);
}

async function lease(ctx: Ctx, id: string): Promise<InboundMailbox | null> {
  const now = ctx.now();
  const { count } = await ctx.db.inboundMailbox.updateMany({
    where: {
      workspaceId: ctx.workspaceId,
      id,
      disabledAt: null,
      OR: [{ leasedUntil: null }, { leasedUntil: { lt: now } }],
    },
    data: { leasedUntil: new Date(now.getTime() + leaseMs) },
  });
  return count > 0 ? ctx.db.inboundMailbox.findUnique({ where: keyOf(ctx, id) }) : null;
}

const keyOf = (ctx: Ctx, id: string) => ({ workspaceId_id: { workspaceId: ctx.workspaceId, id } });

/** Answers whether there is more. */
async function readMailbox(ctx: Ctx, mailbox: InboundMailbox): Promise<boolean> {
  const secrets = openMailboxSecrets(mailbox.secretsSealed);
  const opened = await openMailbox({ ...mailbox, security: mailbox.security as MailboxSecurity }, secrets);
  try {
    if (opened.newRefreshToken && secrets.auth === "oauth2") {
      const secretsSealed = sealMailboxSecrets({ ...secrets, refreshToken: opened.newRefreshToken });
      await ctx.db.inboundMailbox.update({ where: keyOf(ctx, mailbox.id), data: { secretsSealed } });
    }
    return await readFolder(ctx, mailbox, opened.client);
  } finally {
    await opened.close();
  }
}

interface Position {
  keptUid: bigint;
  doneUid: bigint;
}

async function readFolder(ctx: Ctx, mailbox: InboundMailbox, client: ImapFlow): Promise<boolean> {
  const folder = await client.mailboxOpen(mailbox.folder);
  const position = await startOf(ctx, mailbox, folder.uidValidity);
  const endBy = Math.min(Date.now() + budgetMs, ctx.endBy?.getTime() ?? Number.POSITIVE_INFINITY);
  await tidy(ctx, mailbox, client, position);
  let waiting = await uidsAfter(client, position.keptUid);
  while (waiting.length > 0 && Date.now() < endBy) {
    const uids = waiting.splice(0, Math.max(1, Math.min(batchSize, Math.floor(batchBytes / env.INBOUND_MAX_BYTES))));
    const mails = await fetchMails(client, uids, env.INBOUND_MAX_BYTES);
    position.keptUid = await keepBatch(ctx, mailbox, mails, BigInt(uids.at(-1)!));
    await tidy(ctx, mailbox, client, position);
    if (waiting.length === 0) waiting = await uidsAfter(client, position.keptUid);
  }
  return waiting.length > 0;
}

/** With another UIDVALIDITY all UIDs mean something else (RFC 3501 §2.3.1.1): everything is read anew, and known by its content. */
async function startOf(ctx: Ctx, mailbox: InboundMailbox, uidValidity: bigint): Promise<Position> {
  if (mailbox.uidValidity === uidValidity) return { keptUid: mailbox.keptUid, doneUid: mailbox.doneUid };
  const start = { keptUid: 0n, doneUid: 0n };
  await ctx.db.inboundMailbox.update({ where: keyOf(ctx, mailbox.id), data: { uidValidity, ...start } });
  return start;
}

async function keepBatch(
  ctx: Ctx,
  { id }: InboundMailbox,
  mails: Awaited<ReturnType<typeof fetchMails>>,
  upTo: bigint,
): Promise<bigint> {
  const { workspaceId } = ctx;
  await inTransaction(ctx, async (tx) => {
    await commitDurably(tx);
    let isNew = 0;
    for (const { raw, bytes } of mails) {
      const mail = { route: "imap" as const, envelopeFrom: "", envelopeTo: "", raw, bytes, workspaceId, mailboxId: id };
      const kept = await keepInbound(tx, mail, { workspaceId, messageId: null });
      if (kept.isNew) isNew += 1;
    }
    const data = {
      keptUid: upTo,
      keptCount: { increment: isNew },
      leasedUntil: new Date(tx.now().getTime() + leaseMs),
    };
    await tx.db.inboundMailbox.update({ where: keyOf(tx, id), data });
  });
  return upTo;
}

async function tidy(ctx: Ctx, mailbox: InboundMailbox, client: ImapFlow, position: Position): Promise<void> {
  if (position.doneUid >= position.keptUid) return;
  const { moveTo } = mailbox;
  const afterwards = mailbox.afterwards as Afterwards;
  await tidyUp(client, { afterwards, moveTo, ...position, maxBytes: env.INBOUND_MAX_BYTES });
  position.doneUid = position.keptUid;
  await ctx.db.inboundMailbox.update({ where: keyOf(ctx, mailbox.id), data: { doneUid: position.doneUid } });
}

async function succeeded(ctx: Ctx, { id }: InboundMailbox, left: boolean): Promise<void> {
  const now = ctx.now();
  await ctx.db.inboundMailbox.updateMany({
    where: { workspaceId: ctx.workspaceId, id },
    data: {
      leasedUntil: null,
      failures: 0,
      lastSuccessAt: now,
      lastError: null,
      nextPollAt: left ? now : new Date(now.getTime() + everyMs - 5_000),
    },
  });
}

/** Twice the wait with every failure in a row, up to an hour. */
async function failed(ctx: Ctx, { id, name, failures }: InboundMailbox, text: string): Promise<void> {
  const now = ctx.now();
  const wait = Math.min(everyMs * 2 ** Math.min(failures, 10), maxBackOffMs);
  await ctx.db.inboundMailbox.updateMany({
    where: { workspaceId: ctx.workspaceId, id },
    data: {
      leasedUntil: null,
      failures: { increment: 1 },
      lastErrorAt: now,
      lastError: text.slice(0, 500),
      nextPollAt: new Date(now.getTime() + wait),
    },
  });
  if (failures + 1 !== tellAfter) return;
  await notify(ctx, {
    kind: "inbound.mailbox_failed",
    severity: "warning",
    title: () => t("The mailbox {name} cannot be read", { name }),
    body: () => sayImapError(text),
    href: workspacePath("/settings/inbound"),
    dedupeKey: `inbound.mailbox_failed/${publicId("imb", id)}/${now.toISOString().slice(0, 10)}`,
  });
}
