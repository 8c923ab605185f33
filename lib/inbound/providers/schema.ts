import { aboutBrevo } from "./brevo/about-brevo.shared";
import { aboutMailgun } from "./mailgun/about-mailgun.shared";
import { aboutMailjet } from "./mailjet/about-mailjet.shared";
import { aboutPostmark } from "./postmark/about-postmark.shared";
import type { ProviderAbout } from "./provider-about.shared";
import { aboutResend } from "./resend/about-resend.shared";
import { aboutSendgrid } from "./sendgrid/about-sendgrid.shared";
import { aboutSes } from "./ses/about-ses.shared";
import { aboutSparkpost } from "./sparkpost/about-sparkpost.shared";

/**
 * The sending providers whose events we understand, in the order they are offered. A new one is a folder, a line here and a line
 * in all-providers.ts.
 */
const about = {
  resend: aboutResend,
  ses: aboutSes,
  sendgrid: aboutSendgrid,
  postmark: aboutPostmark,
  mailgun: aboutMailgun,
  sparkpost: aboutSparkpost,
  mailjet: aboutMailjet,
  brevo: aboutBrevo,
} as const satisfies Readonly<Record<string, ProviderAbout>>;

export type ProviderName = keyof typeof about;
export const providerNames = Object.keys(about) as [ProviderName, ...ProviderName[]];

/** What people see of each provider. */
export const aboutProviders: Readonly<Record<ProviderName, ProviderAbout>> = about;

export function isProviderName(text: string): text is ProviderName {
  return Object.hasOwn(about, text);
}
