/** The sending providers whose events we understand, in the order they are offered. */
export const providerNames = [
  "resend",
  "ses",
  "sendgrid",
  "postmark",
  "mailgun",
  "sparkpost",
  "mailjet",
  "brevo",
] as const;
export type ProviderName = (typeof providerNames)[number];

export const providerLabels: Readonly<Record<ProviderName, string>> = {
  resend: "Resend",
  ses: "Amazon SES",
  sendgrid: "SendGrid",
  postmark: "Postmark",
  mailgun: "Mailgun",
  sparkpost: "SparkPost",
  mailjet: "Mailjet",
  brevo: "Brevo",
};

export function isProviderName(text: string): text is ProviderName {
  return (providerNames as readonly string[]).includes(text);
}
