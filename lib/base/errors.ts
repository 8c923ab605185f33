import { msg, t } from "@/lib/language/t";

export type ErrorCode =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "step_up_required"
  | "second_factor_required"
  | "not_found"
  | "conflict"
  | "too_large"
  | "rate_limited"
  | "unavailable"
  | "internal";

/** The one error the product throws on purpose. `message` and `fields` are shown to people; nothing else ever is. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** Field path to what is wrong with it, in words. */
  readonly fields?: Record<string, string>;

  /** When to come again, for `rate_limited` and `unavailable`. */
  readonly retrySeconds?: number;

  constructor(code: ErrorCode, message: string, fields?: Record<string, string>, retrySeconds?: number) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.fields = fields;
    this.retrySeconds = retrySeconds;
  }
}

export const invalid = (message: string, fields?: Record<string, string>) => new AppError("invalid", message, fields);
export const notFound = (what: Missing) => new AppError("not_found", t(missing()[what]));
export const conflict = (message: string) => new AppError("conflict", message);
export const forbidden = (message = t("Your role does not allow this.")) => new AppError("forbidden", message);
export const unauthenticated = (message = t("Sign in first.")) => new AppError("unauthenticated", message);
export const rateLimited = (message: string) => new AppError("rate_limited", message);
export const tooLarge = (message: string) => new AppError("too_large", message);

/** A function, so that browsers, which load this file too, do without what only a server says. */
const missing = () => ({
  "API key": msg("There is no such API key."),
  account: msg("There is no such account."),
  address: msg("There is no such address."),
  attachment: msg("There is no such attachment."),
  "authenticator app": msg("There is no such authenticator app."),
  call: msg("There is no such call."),
  campaign: msg("There is no such campaign."),
  contact: msg("There is no such contact."),
  "deleted thing": msg("There is no such deleted thing any more; it may have been brought back already."),
  delivery: msg("There is no such delivery."),
  "delivery of this webhook": msg("There is no such delivery of this webhook."),
  domain: msg("There is no such domain."),
  email: msg("There is no such email."),
  "embedded mailbox": msg("There is no such embedded mailbox."),
  "erased address": msg("Nobody with this address was erased here."),
  field: msg("There is no such field."),
  goal: msg("There is no such goal."),
  image: msg("There is no such image."),
  import: msg("There is no such import."),
  "inbound mailbox": msg("There is no such inbound mailbox."),
  "inbound message": msg("There is no such inbound message."),
  invitation: msg("There is no such invitation."),
  "linked provider": msg("There is no such linked provider."),
  list: msg("There is no such list."),
  log: msg("There is no such log."),
  mail: msg("There is no such mail."),
  member: msg("There is no such member."),
  message: msg("There is no such message."),
  note: msg("There is no such note."),
  page: msg("There is no such page."),
  passkey: msg("There is no such passkey."),
  "place of pictures": msg("There is no such place of pictures."),
  "preview of this message": msg("There is no such preview of this message."),
  "provider call": msg("There is no such provider call."),
  "provider webhook": msg("There is no such provider webhook."),
  reply: msg("There is no such reply."),
  rule: msg("There is no such rule."),
  segment: msg("There is no such segment."),
  "send request": msg("There is no such send request."),
  sender: msg("There is no such sender."),
  session: msg("There is no such session."),
  suppression: msg("There is no such suppression."),
  tag: msg("There is no such tag."),
  template: msg("There is no such template."),
  topic: msg("There is no such topic."),
  transport: msg("There is no such transport."),
  view: msg("There is no such view."),
  webhook: msg("There is no such webhook."),
  workspace: msg("There is no such workspace."),
});

/** What can be asked for and not be there. */
type Missing = keyof ReturnType<typeof missing>;
