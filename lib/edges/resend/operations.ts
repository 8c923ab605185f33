import type { ResendOperation } from "./resend-operation";
import { resendApiKeyOperations } from "./resources/api-keys";
import { resendAttachmentOperations } from "./resources/attachments";
import { resendBroadcastOperations } from "./resources/broadcasts";
import { resendContactGroupOperations } from "./resources/contact-groups";
import { resendImportOperations } from "./resources/contact-imports";
import { resendPropertyOperations } from "./resources/contact-properties";
import { resendContactOperations } from "./resources/contacts";
import { resendDomainOperations } from "./resources/domains";
import { resendEmailOperations } from "./resources/emails";
import { resendEventOperations } from "./resources/events";
import { resendLogOperations } from "./resources/logs";
import { resendMetricOperations } from "./resources/metrics";
import { resendSegmentOperations } from "./resources/segments";
import { resendSuppressionOperations } from "./resources/suppressions";
import { resendTemplateOperations } from "./resources/templates";
import { resendTopicOperations } from "./resources/topics";
import { resendWebhookOperations } from "./resources/webhooks";

/** All that is served in Resend's form; docs/resend.md says what each maps to. */
export const resendOperations: readonly ResendOperation[] = [
  ...resendEmailOperations,
  ...resendAttachmentOperations,
  ...resendMetricOperations,
  ...resendContactOperations,
  ...resendContactGroupOperations,
  ...resendPropertyOperations,
  ...resendImportOperations,
  ...resendSegmentOperations,
  ...resendTopicOperations,
  ...resendSuppressionOperations,
  ...resendTemplateOperations,
  ...resendBroadcastOperations,
  ...resendDomainOperations,
  ...resendApiKeyOperations,
  ...resendWebhookOperations,
  ...resendEventOperations,
  ...resendLogOperations,
];
