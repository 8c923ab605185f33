import { renderSystemMail, type SystemMailProps } from "@/lib/content/templates/render-system-mail";
import { sendSystemMessage } from "@/lib/mail/system/system-transport";

/** Mail that the product sends to its own users: which template, and with what in it. */
export type SystemMail = {
  [K in keyof SystemMailProps]: { to: string; template: K; props: SystemMailProps[K] };
}[keyof SystemMailProps];

/** Renders the template and hands it to the installation's own way out. Throws when it is not taken. */
export async function sendSystemMail(mail: SystemMail): Promise<void> {
  const rendered = await renderSystemMail(mail.template, mail.props);
  await sendSystemMessage({ to: mail.to, ...rendered });
}
