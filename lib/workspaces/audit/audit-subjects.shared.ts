import { ownTable } from "@/lib/base/text/own-table.shared";
import { type Msg, msg } from "@/lib/language/t";

/** What an audit entry can be about, as people call it, in the order that a filter offers them. */
export const auditSubjects: Readonly<Record<string, Msg>> = ownTable({
  campaign: msg("Campaigns"),
  template: msg("Templates"),
  contact: msg("Contacts"),
  list: msg("Lists"),
  segment: msg("Segments"),
  tag: msg("Tags"),
  field: msg("Custom fields"),
  view: msg("Saved views"),
  goal: msg("Goals"),
  import: msg("Imports"),
  suppression: msg("Suppressions"),
  email: msg("Single mails"),
  reply: msg("Replies"),
  asset: msg("Pictures"),
  sender: msg("Senders"),
  domain: msg("Sending domains"),
  transport: msg("Sending services"),
  member: msg("Members"),
  invitation: msg("Invitations"),
  api_key: msg("API keys"),
  webhook: msg("Webhooks"),
  provider_endpoint: msg("Provider webhooks"),
  inbound_mailbox: msg("Inbound mailboxes"),
  inbound_setting: msg("Inbound settings"),
  reply_rule: msg("Bounce rules"),
  workspace: msg("Workspace"),
});
