/** What the security log keeps, each with the sentence that people read. A new kind is one line. */
export const securityKinds = {
  "sign-in.succeeded": "Signed in",
  "sign-in.first_step": "First factor was right, the second one is awaited",
  "sign-in.failed": "Sign-in failed",
  "sign-in.throttled": "Too many wrong sign-ins: slowed down",
  "identity.linked": "Sign-in with a provider linked",
  "identity.refused": "Linking a provider was refused",
  "identity.unlinked": "Sign-in with a provider unlinked",
  "device.new": "Signed in with a new device",
  "password.changed": "Password changed",
  "password.reset": "New password chosen with a mailed link",
  "password.reset_asked": "Asked for a link to choose a new password",
  "sessions.ended": "Signed out on other devices",
  "mailbox-key.refused": "Tried to open the embedded mailbox with a wrong key",
  "setup.completed": "Set up this installation",
  "setup.refused": "Tried to set up without the link",
  "account.created": "Account made by an operator",
  "account.password_link": "Link to choose a new password made by an operator",
  "account.disabled": "Account disabled by an operator",
  "account.enabled": "Account enabled again by an operator",
  "account.sessions_ended": "Sessions ended by an operator",
  "account.workspaces_granted": "May make workspaces",
  "account.workspaces_withdrawn": "May no longer make workspaces",
  "workspace.transport_granted": "Workspace may use the installation's way out",
  "workspace.transport_withdrawn": "Workspace may no longer use the installation's way out",
  "workspace.suspended": "Workspace suspended by an operator",
  "workspace.resumed": "Suspension of a workspace lifted",
  "workspace.limits_changed": "Limits of a workspace changed",
  "jobs.retried": "Failed job put back in the queue",
  "jobs.discarded": "Failed job taken away",
  "installation.retention_changed": "How long something is kept was changed",
  "member.removed": "Removed from a workspace",
  "member.role_changed": "Role in a workspace changed",
  "factor.added": "Second factor added",
  "factor.removed": "Second factor removed",
  "factor.reset": "Second factors taken off by the operator",
  "passkey.renamed": "Passkey renamed",
  "passkey.refused": "Passkey refused",
  "recovery-codes.renewed": "New recovery codes made",
  "recovery-code.used": "Recovery code used",
  "second-factor.failed": "Second factor was wrong",
  "second-factor.guessed": "Several wrong second factors",
  "second-factor.policy": "Rule about second factors changed",
  "step-up.succeeded": "Confirmed who they are",
  "step-up.failed": "Confirmation failed",
  "step-up.throttled": "Too many wrong confirmations: slowed down",
  "second-factor.throttled": "Too many wrong second factors: slowed down",
  "session.ended": "Signed out on one device",
  "access.refused": "Tried what they may not do",
  "access.not_found": "Asked for what is not there or not theirs",
  "access.signed_out": "Called without being signed in",
  "request.foreign": "Came to a foreign address, or another site sent it: refused",
  "request.malformed": "Sent what no page of ours sends",
  "request.throttled": "Too many calls of one kind: slowed down",
  "link.refused": "Tried a mailed link that is wrong or over",
  "hook.refused": "Called a webhook address that is not there",
  "cron.refused": "Called the cron address without its secret",
  "log.cut": "So many tries that not all are written down",
  "export.contacts": "Exported contacts",
  "export.suppressions": "Exported suppressions",
  "export.report": "Exported a report",
  "export.refused_rows": "Downloaded the refused rows of an import",
  "export.raw_source": "Read a mail or call as it came",
  "export.workspace": "Exported a whole workspace",
  "export.security_log": "Exported the security log",
  "credentials.transport_added": "Transport added",
  "credentials.transport_changed": "Transport or its credentials changed",
  "credentials.transport_removed": "Transport removed",
  "credentials.endpoint_added": "Provider webhook added",
  "credentials.endpoint_changed": "Provider webhook or its credentials changed",
  "credentials.endpoint_renewed": "Credentials of a provider webhook renewed",
  "credentials.endpoint_moved": "Secret address of a provider webhook renewed",
  "credentials.endpoint_removed": "Provider webhook removed",
  "credentials.mailbox_added": "Inbound mailbox added",
  "credentials.mailbox_changed": "Inbound mailbox or its credentials changed",
  "credentials.mailbox_removed": "Inbound mailbox removed",
  "credentials.hook_moved": "Secret address for raw messages renewed",
} as const satisfies Record<string, string>;
export type SecurityKind = keyof typeof securityKinds;

/** Kinds that people look for together, by the part of their name before the dot. */
export const securityGroups = {
  "sign-ins": { label: "Sign-ins and set-up", families: ["sign-in", "identity", "device", "setup", "mailbox-key"] },
  sessions: { label: "Passwords and sessions", families: ["password", "sessions", "session"] },
  factors: {
    label: "Second factors and confirmations",
    families: ["factor", "passkey", "recovery-codes", "recovery-code", "second-factor", "step-up"],
  },
  refusals: { label: "Refusals", families: ["access", "request", "link", "hook", "cron", "log"] },
  exports: { label: "Exports", families: ["export"] },
  credentials: { label: "Transports, webhooks and mailboxes", families: ["credentials"] },
  members: { label: "Members and workspaces", families: ["member", "workspace"] },
  jobs: { label: "Queues", families: ["jobs"] },
  accounts: { label: "What operators did to accounts", families: ["account"] },
  installation: { label: "Settings of the installation", families: ["installation"] },
} as const satisfies Record<string, { label: string; families: readonly string[] }>;
export type SecurityGroup = keyof typeof securityGroups;

/** The kinds of a group, in the order of the table. */
export function kindsOf(group: SecurityGroup): SecurityKind[] {
  const families: readonly string[] = securityGroups[group].families;
  return (Object.keys(securityKinds) as SecurityKind[]).filter((kind) => families.includes(kind.split(".")[0] ?? ""));
}

/** What happened, in words; a kind of an older version stays as it is. */
export function securityText(kind: string): string {
  return Object.hasOwn(securityKinds, kind) ? securityKinds[kind as SecurityKind] : kind;
}
