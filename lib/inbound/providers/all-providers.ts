import { brevo } from "./brevo/brevo";
import { mailgun } from "./mailgun/mailgun";
import { mailjet } from "./mailjet/mailjet";
import { postmark } from "./postmark/postmark";
import type { Provider } from "./provider";
import { resend } from "./resend/resend";
import type { ProviderName } from "./schema";
import { sendgrid } from "./sendgrid/sendgrid";
import { ses } from "./ses/ses";
import { sparkpost } from "./sparkpost/sparkpost";

/** Every provider by its name. */
export const providers: Readonly<Record<ProviderName, Provider>> = {
  resend,
  ses,
  sendgrid,
  postmark,
  mailgun,
  sparkpost,
  mailjet,
  brevo,
};
