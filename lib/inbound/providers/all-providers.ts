import { brevo } from "./brevo";
import { mailgun } from "./mailgun";
import { mailjet } from "./mailjet";
import { postmark } from "./postmark";
import type { Provider } from "./provider";
import { resend } from "./resend";
import type { ProviderName } from "./schema";
import { sendgrid } from "./sendgrid";
import { ses } from "./ses";
import { sparkpost } from "./sparkpost";

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
