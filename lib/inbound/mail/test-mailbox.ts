import type { Ctx } from "@/lib/base/context";
import { requirePermission } from "@/lib/base/permissions.shared";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { requireUsableServer } from "@/lib/inbound/mail/create-mailbox";
import { explainImapError } from "@/lib/inbound/mail/imap/explain-error";
import { openMailbox } from "@/lib/inbound/mail/imap/open-mailbox";
import { mailboxSecrets, savedSecretsFor } from "@/lib/inbound/mail/imap/secrets";
import { type MailboxTest, TestMailbox } from "@/lib/inbound/mail/mailbox-schema";
import { getMailbox } from "@/lib/inbound/mail/mailboxes";
import { t } from "@/lib/language/t";

/** Connects, signs in and looks into the folder, without changing or keeping anything. */
export async function testMailbox(ctx: Ctx, input: TestMailbox): Promise<MailboxTest> {
  requirePermission(ctx, "inbound.manage");
  const given = TestMailbox.parse(input);
  requireUsableServer(given.host, given.port);
  await hitRateLimit(`inbound-test:${ctx.workspaceId}`, { limit: 30, windowMs: 600_000 });
  const saved = given.inboundMailboxId ? await getMailbox(ctx, given.inboundMailboxId) : null;
  const secrets = mailboxSecrets(given, saved && savedSecretsFor(given, saved));
  try {
    const opened = await openMailbox(given, secrets);
    try {
      const folder = await opened.client.mailboxOpen(given.folder, { readOnly: true });
      const message = t("It works: {folder} has {count, plural, one {# mail} other {# mails}}.", {
        folder: given.folder,
        count: folder.exists,
      });
      return { ok: true, message };
    } finally {
      await opened.close();
    }
  } catch (error) {
    return { ok: false, message: explainImapError(error) };
  }
}
