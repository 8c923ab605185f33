import type { ReactElement } from "react";
import { render, toPlainText } from "react-email";
import { AccountNotice, type AccountNoticeProps, accountNoticeSubject } from "@/emails/system/account-notice";
import { FactorNotice, type FactorNoticeProps, factorNoticeSubject } from "@/emails/system/factor-notice";
import { Invitation, type InvitationProps, invitationSubject } from "@/emails/system/invitation";
import { Notification, type NotificationProps, notificationSubject } from "@/emails/system/notification";
import { ResetPassword, type ResetPasswordProps, resetPasswordSubject } from "@/emails/system/reset-password";
import { VerifyEmail, type VerifyEmailProps, verifyEmailSubject } from "@/emails/system/verify-email";
import { plainTextOptions } from "./plain-text";

export interface SystemMailProps {
  "verify-email": VerifyEmailProps;
  "reset-password": ResetPasswordProps;
  invitation: InvitationProps;
  "account-notice": AccountNoticeProps;
  notification: NotificationProps;
  "factor-notice": FactorNoticeProps;
}

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

const templates: {
  [K in keyof SystemMailProps]: (props: SystemMailProps[K]) => { subject: string; mail: ReactElement };
} = {
  "verify-email": (props) => ({ subject: verifyEmailSubject(), mail: <VerifyEmail {...props} /> }),
  "reset-password": (props) => ({ subject: resetPasswordSubject(), mail: <ResetPassword {...props} /> }),
  invitation: (props) => ({ subject: invitationSubject(props), mail: <Invitation {...props} /> }),
  "account-notice": (props) => ({ subject: accountNoticeSubject(props), mail: <AccountNotice {...props} /> }),
  notification: (props) => ({ subject: notificationSubject(props), mail: <Notification {...props} /> }),
  "factor-notice": (props) => ({ subject: factorNoticeSubject(), mail: <FactorNotice {...props} /> }),
};

export const isSystemTemplate = (name: string): name is keyof SystemMailProps => Object.hasOwn(templates, name);

/** Renders mail that the product sends to its own users. The subject is one line whatever the names in it hold. */
export async function renderSystemMail<K extends keyof SystemMailProps>(
  template: K,
  props: SystemMailProps[K],
): Promise<RenderedMail> {
  const { subject, mail } = templates[template](props);
  const html = await render(mail);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: line breaks and controls must not reach a header
  return { subject: subject.replace(/[\x00-\x1f\x7f]+/g, " ").trim(), html, text: toPlainText(html, plainTextOptions) };
}
