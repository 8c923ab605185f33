import type { Operation } from "./operation";
import { campaignReportOperations } from "./resources/campaign-reports";
import { campaignSendingOperations } from "./resources/campaign-sending";
import { campaignOperations } from "./resources/campaigns";
import { consentOperations } from "./resources/consent";
import { contactOperations } from "./resources/contacts";
import { domainOperations } from "./resources/domains";
import { emailOperations } from "./resources/emails";
import { eventOperations } from "./resources/events";
import { fieldOperations, tagOperations } from "./resources/fields-and-tags";
import { goalOperations } from "./resources/goals";
import { hookOperations } from "./resources/hooks";
import { importOperations } from "./resources/imports";
import { listOperations } from "./resources/lists";
import { meOperations } from "./resources/me";
import { messageOperations } from "./resources/messages";
import { segmentOperations } from "./resources/segments";
import { subscriptionOperations } from "./resources/subscriptions";
import { suppressionOperations } from "./resources/suppressions";
import { templateOperations } from "./resources/templates";
import { webhookOperations } from "./resources/webhooks";
import { workspaceOperations } from "./resources/workspace";

/** All that the public API does, in the order of the reference. */
export const operations: readonly Operation[] = [
  ...meOperations,
  ...contactOperations,
  ...subscriptionOperations,
  ...consentOperations,
  ...listOperations,
  ...fieldOperations,
  ...tagOperations,
  ...suppressionOperations,
  ...segmentOperations,
  ...templateOperations,
  ...campaignOperations,
  ...campaignSendingOperations,
  ...campaignReportOperations,
  ...eventOperations,
  ...goalOperations,
  ...emailOperations,
  ...messageOperations,
  ...domainOperations,
  ...importOperations,
  ...webhookOperations,
  ...hookOperations,
  ...workspaceOperations,
];
