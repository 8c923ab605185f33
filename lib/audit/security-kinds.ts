/** What the security log keeps, each with the sentence that people read. A new kind is one line. */
export const securityKinds = {
  "sign-in.succeeded": "Signed in",
  "sign-in.failed": "Sign-in failed",
} as const satisfies Record<string, string>;
export type SecurityKind = keyof typeof securityKinds;
