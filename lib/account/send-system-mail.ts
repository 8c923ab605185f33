import { z } from "zod";
import { isSystemTemplate, renderSystemMail, type SystemMailProps } from "@/lib/content/templates/render-system-mail";
import { sendSystemMessage } from "@/lib/mail/system/system-transport";

/** Mail that the product sends to its own users: which template, and with what in it. */
export type QueuedSystemMail = {
  [K in keyof SystemMailProps]: { to: string; template: K; props: SystemMailProps[K] };
}[keyof SystemMailProps];

/** Whether a value is such a mail; what stands in `props` is the template's business. */
export function isSystemMail(value: unknown): value is QueuedSystemMail {
  const { data } = Envelope.safeParse(value);
  return data !== undefined && isSystemTemplate(data.template);
}

const Envelope = z.object({ to: z.string(), template: z.string(), props: z.record(z.string(), z.unknown()) });

/** Renders the template and hands it to the installation's own way out. Throws when it is not taken. */
export async function sendSystemMail(mail: QueuedSystemMail): Promise<void> {
  const rendered = await renderSystemMail(mail.template, mail.props);
  await sendSystemMessage({ to: mail.to, ...rendered });
}
