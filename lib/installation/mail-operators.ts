import { queueSystemMail } from "@/lib/account/jobs";
import type { Ctx } from "@/lib/base/context";
import { env } from "@/lib/base/env";
import { pathIn } from "@/lib/client/paths";
import { inLanguageOf } from "@/lib/language/server";
import { t } from "@/lib/language/t";

const MOST_OPERATORS = 50;

/**
 * Puts a mail to every operator in the queue, with a link to the installation's page; in the caller's transaction. `words` say it in each
 * one's language.
 */
export async function mailOperators(tx: Ctx, words: () => { title: string; body: string }): Promise<void> {
  const operators = await tx.db.user.findMany({
    where: { isOperator: true, disabledAt: null },
    select: { email: true, language: true, members: { select: { workspace: { select: { slug: true } } }, take: 1 } },
    take: MOST_OPERATORS,
  });
  for (const { email, language, members } of operators) {
    const slug = members[0]?.workspace.slug;
    const url = env.APP_URL + (slug ? pathIn(slug, "/settings/installation") : "");
    const props = inLanguageOf({ language }, () => ({
      ...words(),
      url,
      workspace: t("Homing at {host}", { host: new URL(env.APP_URL).host }),
      action: t("Open the installation"),
    }));
    await queueSystemMail(tx, { to: email, language, template: "notification", props });
  }
}
