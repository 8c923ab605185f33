import { brevoSuppressions } from "./brevo-suppressions";
import type { ListAccess } from "./list-access-schema";
import { mailgunSuppressions } from "./mailgun-suppressions";
import { mailjetSuppressions } from "./mailjet-suppressions";
import { postmarkSuppressions } from "./postmark-suppressions";
import { resendSuppressions } from "./resend-suppressions";
import type { ProviderName } from "./schema";
import { sendgridSuppressions } from "./sendgrid-suppressions";
import { sesSuppressions } from "./ses-suppressions";
import { sparkpostSuppressions } from "./sparkpost-suppressions";
import type { SuppressionList } from "./suppression-list";

const openers: Readonly<Record<ProviderName, (access: ListAccess) => SuppressionList>> = {
  resend: (access) => resendSuppressions(access),
  ses: (access) => sesSuppressions(access),
  sendgrid: (access) => sendgridSuppressions(access),
  postmark: (access) => postmarkSuppressions(access),
  mailgun: (access) => mailgunSuppressions(access),
  sparkpost: (access) => sparkpostSuppressions(access),
  mailjet: (access) => mailjetSuppressions(access),
  brevo: (access) => brevoSuppressions(access),
};

/** The suppression list of a provider's account. Throws `SuppressionListError` where the access lacks something. */
export function openSuppressions(provider: ProviderName, access: ListAccess): SuppressionList {
  return openers[provider](access);
}
