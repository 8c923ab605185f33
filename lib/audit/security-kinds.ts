/** What the security log keeps, each with the sentence that people read. A new kind is one line. */
export const securityKinds = {
  "sign-in.succeeded": "Signed in",
  "sign-in.failed": "Sign-in failed",
  "mailbox-key.refused": "Tried to open the embedded mailbox with a wrong key",
  "setup.completed": "Set up this installation",
  "setup.refused": "Tried to set up without the link",
  "account.disabled": "Account disabled by an operator",
  "account.enabled": "Account enabled again by an operator",
  "account.sessions_ended": "Sessions ended by an operator",
  "account.workspaces_granted": "May make workspaces",
  "account.workspaces_withdrawn": "May no longer make workspaces",
  "workspace.transport_granted": "Workspace may use the installation's way out",
  "workspace.transport_withdrawn": "Workspace may no longer use the installation's way out",
  "member.removed": "Removed from a workspace",
  "member.role_changed": "Role in a workspace changed",
} as const satisfies Record<string, string>;
export type SecurityKind = keyof typeof securityKinds;
