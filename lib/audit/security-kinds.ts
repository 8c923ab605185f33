/** What the security log keeps, each with the sentence that people read. A new kind is one line. */
export const securityKinds = {
  "sign-in.succeeded": "Signed in",
  "sign-in.failed": "Sign-in failed",
  "mailbox-key.refused": "Tried to open the embedded mailbox with a wrong key",
  "setup.completed": "Set up this installation",
  "setup.refused": "Tried to set up without the link",
} as const satisfies Record<string, string>;
export type SecurityKind = keyof typeof securityKinds;
