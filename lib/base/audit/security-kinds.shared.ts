import { type Msg, msg, t } from "@/lib/language/t";

/** What the security log keeps, each with the sentence that people read. A new kind is one line. */
export const securityKinds = {
  "sign-in.succeeded": msg("Signed in"),
  "sign-in.first_step": msg("First factor was right, the second one is awaited"),
  "sign-in.failed": msg("Sign-in failed"),
  "sign-in.throttled": msg("Too many wrong sign-ins: slowed down"),
  "identity.linked": msg("Sign-in with a provider linked"),
  "identity.refused": msg("Linking a provider was refused"),
  "identity.unlinked": msg("Sign-in with a provider unlinked"),
  "device.new": msg("Signed in with a new device"),
  "password.changed": msg("Password changed"),
  "password.reset": msg("New password chosen with a mailed link"),
  "password.reset_asked": msg("Asked for a link to choose a new password"),
  "sessions.ended": msg("Signed out on other devices"),
  "mailbox-key.refused": msg("Tried to open the embedded mailbox with a wrong key"),
  "setup.completed": msg("Set up this installation"),
  "setup.refused": msg("Tried to set up without the link"),
  "account.created": msg("Account made by an operator"),
  "account.password_link": msg("Link to choose a new password made by an operator"),
  "account.disabled": msg("Account disabled by an operator"),
  "account.enabled": msg("Account enabled again by an operator"),
  "account.sessions_ended": msg("Sessions ended by an operator"),
  "account.workspaces_granted": msg("May make workspaces"),
  "account.workspaces_withdrawn": msg("May no longer make workspaces"),
  "workspace.transport_granted": msg("Workspace may use the installation's way out"),
  "workspace.transport_withdrawn": msg("Workspace may no longer use the installation's way out"),
  "workspace.suspended": msg("Workspace suspended by an operator"),
  "workspace.resumed": msg("Suspension of a workspace lifted"),
  "workspace.limits_changed": msg("Limits of a workspace changed"),
  "jobs.retried": msg("Failed job put back in the queue"),
  "jobs.discarded": msg("Failed job taken away"),
  "jobs.dismissed": msg("Note of a job that fails again and again dismissed"),
  "installation.pictures_moved": msg("Began to move pictures into another place"),
  "installation.retention_changed": msg("How long something is kept was changed"),
  "member.removed": msg("Removed from a workspace"),
  "member.role_changed": msg("Role in a workspace changed"),
  "factor.added": msg("Second factor added"),
  "factor.removed": msg("Second factor removed"),
  "factor.reset": msg("Second factors taken off by the operator"),
  "passkey.renamed": msg("Passkey renamed"),
  "passkey.refused": msg("Passkey refused"),
  "recovery-codes.renewed": msg("New recovery codes made"),
  "recovery-code.used": msg("Recovery code used"),
  "second-factor.failed": msg("Second factor was wrong"),
  "second-factor.guessed": msg("Several wrong second factors"),
  "second-factor.policy": msg("Rule about second factors changed"),
  "step-up.succeeded": msg("Confirmed who they are"),
  "step-up.failed": msg("Confirmation failed"),
  "step-up.throttled": msg("Too many wrong confirmations: slowed down"),
  "second-factor.throttled": msg("Too many wrong second factors: slowed down"),
  "session.ended": msg("Signed out on one device"),
  "access.refused": msg("Tried what they may not do"),
  "access.not_found": msg("Asked for what is not there or not theirs"),
  "access.signed_out": msg("Called without being signed in"),
  "request.foreign": msg("Came to a foreign address, or another site sent it: refused"),
  "request.malformed": msg("Sent what no page of ours sends"),
  "request.throttled": msg("Too many calls of one kind: slowed down"),
  "link.refused": msg("Tried a mailed link that is wrong or over"),
  "hook.refused": msg("Called a webhook address that is not there"),
  "key.refused": msg("Called the API with a key that is wrong, over, or not for this address"),
  "cron.refused": msg("Called the cron address without its secret"),
  "log.cut": msg("So many tries that not all are written down"),
  "export.contacts": msg("Exported contacts"),
  "export.consent": msg("Exported the proof of consent of a contact"),
  "export.suppressions": msg("Exported suppressions"),
  "export.report": msg("Exported a report"),
  "export.refused_rows": msg("Downloaded the refused rows of an import"),
  "export.raw_source": msg("Read a mail or call as it came"),
  "export.workspace": msg("Exported a whole workspace"),
  "export.security_log": msg("Exported the security log"),
  "export.backup": msg("Began a backup of the whole database"),
  "installation.restored": msg("Restored the database from a backup"),
  "credentials.transport_added": msg("Transport added"),
  "credentials.transport_changed": msg("Transport or its credentials changed"),
  "credentials.transport_removed": msg("Transport removed"),
  "credentials.endpoint_added": msg("Provider webhook added"),
  "credentials.endpoint_changed": msg("Provider webhook or its credentials changed"),
  "credentials.endpoint_renewed": msg("Credentials of a provider webhook renewed"),
  "credentials.endpoint_moved": msg("Secret address of a provider webhook renewed"),
  "credentials.endpoint_removed": msg("Provider webhook removed"),
  "credentials.mailbox_added": msg("Inbound mailbox added"),
  "credentials.mailbox_changed": msg("Inbound mailbox or its credentials changed"),
  "credentials.mailbox_removed": msg("Inbound mailbox removed"),
  "credentials.hook_moved": msg("Secret address for raw messages renewed"),
  "credentials.key_added": msg("API key made"),
  "credentials.key_changed": msg("API key changed"),
  "credentials.key_rotated": msg("API key rotated"),
  "credentials.key_revoked": msg("API key revoked"),
} as const satisfies Record<string, Msg>;
export type SecurityKind = keyof typeof securityKinds;

/** Kinds that people look for together, by the part of their name before the dot. */
export const securityGroups = {
  "sign-ins": {
    label: msg("Sign-ins and set-up"),
    families: ["sign-in", "identity", "device", "setup", "mailbox-key"],
  },
  sessions: { label: msg("Passwords and sessions"), families: ["password", "sessions", "session"] },
  factors: {
    label: msg("Second factors and confirmations"),
    families: ["factor", "passkey", "recovery-codes", "recovery-code", "second-factor", "step-up"],
  },
  refusals: { label: msg("Refusals"), families: ["access", "request", "link", "hook", "key", "cron", "log"] },
  exports: { label: msg("Exports and backups"), families: ["export"] },
  credentials: { label: msg("Transports, webhooks, mailboxes and API keys"), families: ["credentials"] },
  members: { label: msg("Members and workspaces"), families: ["member", "workspace"] },
  jobs: { label: msg("Queues"), families: ["jobs"] },
  accounts: { label: msg("What operators did to accounts"), families: ["account"] },
  installation: { label: msg("Settings and restores of the installation"), families: ["installation"] },
} as const satisfies Record<string, { label: Msg; families: readonly string[] }>;
export type SecurityGroup = keyof typeof securityGroups;

/** The kinds of a group, in the order of the table. */
export function kindsOf(group: SecurityGroup): SecurityKind[] {
  const families: readonly string[] = securityGroups[group].families;
  return (Object.keys(securityKinds) as SecurityKind[]).filter((kind) => families.includes(kind.split(".")[0] ?? ""));
}

/** What happened, in words; a kind of an older version stays as it is. */
export function securityText(kind: string): string {
  return Object.hasOwn(securityKinds, kind) ? t(securityKinds[kind as SecurityKind]) : kind;
}
