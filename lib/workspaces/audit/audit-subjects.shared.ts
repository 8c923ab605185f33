import { ownTable } from "@/lib/base/text/own-table.shared";

/** What an audit entry can be about, as people call it, in the order that a filter offers them. */
export const auditSubjects: Readonly<Record<string, string>> = ownTable({
  campaign: "Campaigns",
  template: "Templates",
  contact: "Contacts",
  list: "Lists",
  segment: "Segments",
  tag: "Tags",
  field: "Custom fields",
  view: "Saved views",
  import: "Imports",
  suppression: "Suppressions",
  reply: "Replies",
  asset: "Pictures",
  sender: "Senders",
  domain: "Sending domains",
  transport: "Sending services",
  member: "Members",
  invitation: "Invitations",
  api_key: "API keys",
  provider_endpoint: "Provider webhooks",
  inbound_mailbox: "Inbound mailboxes",
  inbound_setting: "Inbound settings",
  reply_rule: "Bounce rules",
  workspace: "Workspace",
});
