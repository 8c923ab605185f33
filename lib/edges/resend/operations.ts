import type { ResendOperation } from "./resend-operation";
import { resendContactGroupOperations } from "./resources/contact-groups";
import { resendPropertyOperations } from "./resources/contact-properties";
import { resendContactOperations } from "./resources/contacts";
import { resendEmailOperations } from "./resources/emails";
import { resendSegmentOperations } from "./resources/segments";
import { resendSuppressionOperations } from "./resources/suppressions";
import { resendTopicOperations } from "./resources/topics";

/** All that is served in Resend's form; docs/resend.md says what each maps to. */
export const resendOperations: readonly ResendOperation[] = [
  ...resendEmailOperations,
  ...resendContactOperations,
  ...resendContactGroupOperations,
  ...resendPropertyOperations,
  ...resendSegmentOperations,
  ...resendTopicOperations,
  ...resendSuppressionOperations,
];
