import { z } from "zod";
import { isSystemTemplate, renderSystemMail, type SystemMailProps } from "@/lib/content/templates/render-system-mail";
import { inLanguageOf } from "@/lib/language/server";
import { sendSystemMessage } from "@/lib/mail/system/system-transport";

/**
 * Mail that the product sends to its own users: which template, and with what in it. `language` is the reader's own (BCP 47); null, or one
 * that is not spoken here: English. Sentences in `props` are in it already.
 */
export type QueuedSystemMail = {
  [K in keyof SystemMailProps]: { to: string; language: string | null; template: K; props: SystemMailProps[K] };
}[keyof SystemMailProps];

/** Whether a value is such a mail; what stands in `props` is the template's business. */
export function isSystemMail(value: unknown): value is QueuedSystemMail {
  const { data } = Envelope.safeParse(value);
  return data !== undefined && isSystemTemplate(data.template);
}

const Envelope = z.object({
  to: z.string(),
  // Not in mails that were queued before there were languages.
  language: z.string().nullish(),
  template: z.string(),
  props: z.record(z.string(), z.unknown()),
});

/** Renders the template and hands it to the installation's own way out. Throws when it is not taken. */
export async function sendSystemMail(mail: QueuedSystemMail): Promise<void> {
  const rendered = await inLanguageOf(mail, () => renderSystemMail(mail.template, mail.props));
  await sendSystemMessage({ to: mail.to, ...rendered });
}
