import { queueSystemMail } from "@/lib/account/jobs";
import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { env } from "@/lib/base/env";
import { pathUnder, type WorkspacePath, workspacePath } from "@/lib/client/paths";
import { inLanguage, inLanguageOf } from "@/lib/language/server";
import { t } from "@/lib/language/t";
import { storableText } from "@/lib/mail/read/storable-text";
import { toldInAll } from "./translations";
import type { NotificationSeverity } from "./views.shared";

export interface NewNotification {
  /** What happened, as noun.past: "campaign.braked". */
  kind: string;
  severity: NotificationSeverity;
  /** One line that stands alone. A function says it in each reader's language, in mails and in the app. */
  title: Telling;
  body?: Telling;
  /** Page of the workspace that says more. */
  href?: WorkspacePath;
  /** Names the occasion, such as "transport.troubled/<id>/<since>": the same occasion is reported once, whoever notices it. */
  dedupeKey?: string;
  /** Also by mail: to owners and admins, and to these users as long as they are members. Without it only in the app. */
  mail?: { admins?: boolean; userIds?: readonly string[]; action?: Telling };
}

/** Finished words, or what says them in the language of whoever will read them. */
export type Telling = string | (() => string);

const told = (telling: Telling): string => (typeof telling === "string" ? telling : telling());

/**
 * Tells the people of the workspace something, in the app and on request by mail, in the caller's transaction. False when
 * this occasion was told already. Of several workers that notice it at once one tells it; the others wait for its commit.
 */
export async function notify(ctx: Ctx, notification: NewNotification): Promise<boolean> {
  const { kind, severity, mail } = notification;
  const words = () => ({
    title: storableText(told(notification.title), 200),
    body: storableText(told(notification.body ?? ""), 2000),
  });
  const texts = () => ({ ...words(), action: told(mail?.action ?? (() => t("Open Homing"))) });
  const { title, body } = inLanguage("en", words);
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.notification.createMany({
      data: [
        {
          workspaceId: tx.workspaceId,
          id: newId(),
          kind,
          severity,
          title,
          body,
          translations: toldInAll(words),
          href: notification.href ?? null,
          dedupeKey: notification.dedupeKey ?? null,
          createdAt: tx.now(),
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) return false;
    if (mail) await queueMails(tx, { texts, href: notification.href ?? workspacePath("/"), mail });
    return true;
  });
}

async function queueMails(
  tx: Ctx,
  notice: {
    texts: () => { title: string; body: string; action: string };
    href: WorkspacePath;
    mail: NonNullable<NewNotification["mail"]>;
  },
): Promise<void> {
  const workspace = await tx.db.workspace.findUniqueOrThrow({
    where: { id: tx.workspaceId },
    select: { name: true, slug: true },
  });
  const members = await tx.db.member.findMany({
    where: {
      workspaceId: tx.workspaceId,
      user: { disabledAt: null },
      OR: [
        ...(notice.mail.admins ? [{ role: { in: ["owner" as const, "admin" as const] } }] : []),
        { userId: { in: [...(notice.mail.userIds ?? [])] } },
      ],
    },
    select: { user: { select: { email: true, language: true } } },
    take: 50,
  });
  for (const { user } of members) {
    await queueSystemMail(tx, {
      to: user.email,
      language: user.language,
      template: "notification",
      props: {
        ...inLanguageOf(user, notice.texts),
        workspace: workspace.name,
        url: env.APP_URL + pathUnder(workspace.slug, notice.href),
      },
    });
  }
}
