import { authTokenPurposes } from "@/lib/account/auth-tokens";
import { binKinds } from "@/lib/base/bin/bin-kinds.shared";
import { keyModes, roles } from "@/lib/base/permissions.shared";
import { sendRequestStatuses } from "@/lib/campaigns/send-requests/send-request-states.shared";
import { emailVias, recipientRoles } from "@/lib/content/links/email-content";
import { contentKinds } from "@/lib/content/templates/schema";
import { apiKeyKinds } from "@/lib/edges/api-keys/api-key-kinds.shared";
import { deliveryStatuses } from "@/lib/edges/webhooks/delivery-status.shared";
import { customEventKinds, customEventSources } from "@/lib/events/custom/kinds.shared";
import { eventActors, storedBounceKinds } from "@/lib/events/ledger/event-types";
import { outboxKinds } from "@/lib/events/outbox/outbox-kinds";
import { callStatuses } from "@/lib/inbound/provider-webhooks/schema";
import { answerStatuses } from "@/lib/inbound/replies/schema";
import { transportKinds } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import { subscriptionStatuses } from "@/lib/people/addresses/subscription-status.shared";
import { FIELD_TYPES } from "@/lib/people/fields/field-types.shared";
import { addressMarks } from "@/lib/people/hygiene/marks.shared";
import { importStatuses } from "@/lib/people/imports/schema";
import { suppressionReasons } from "@/lib/people/suppressions/reasons.shared";
import { messageKinds, messageStatuses } from "@/lib/reports/messages/schema";
import { campaignStatuses } from "@/lib/sending/campaign/status.shared";
import { dkimKeyStatuses, domainStatuses } from "@/lib/sending/domains/schema";
import { batchStatuses } from "@/lib/sending/transports/schema";

/**
 * Columns that hold one of a closed list, and the list. They are `text` with a check, not enums of PostgreSQL: Prisma returns
 * those as `::text`, which is not immutable, and a distributed table refuses such a statement. Each list has one home in
 * `lib`; `tests/schema/stored-kinds.db.test.ts` holds the checks of the live catalogue to it.
 */
export const storedKinds: Readonly<Record<string, readonly string[]>> = {
  "api_key.kind": apiKeyKinds,
  "api_key.mode": keyModes,
  "auth_token.purpose": authTokenPurposes,
  "bin_entry.kind": binKinds,
  "campaign.content_kind": contentKinds,
  "campaign.status": campaignStatuses,
  "campaign_batch.status": batchStatuses,
  "contact_field.type": FIELD_TYPES,
  "contact_mark.mark": addressMarks,
  "custom_event.kind": customEventKinds,
  "custom_event.source": customEventSources,
  "dkim_key.status": dkimKeyStatuses,
  "email.mode": keyModes,
  "email.via": emailVias,
  "email_batch.mode": keyModes,
  "email_queue.mode": keyModes,
  "email_recipient.role": recipientRoles,
  "event.actor": eventActors,
  "event_outbox.kind": outboxKinds,
  "event_refusal.source": customEventSources,
  "import_job.status": importStatuses,
  "installation_suppression.reason": suppressionReasons,
  "invitation.role": roles,
  "member.role": roles,
  "message.bounce_kind": storedBounceKinds,
  "message.kind": messageKinds,
  "message.status": messageStatuses,
  "provider_call.status": callStatuses,
  "reply_answer.status": answerStatuses,
  "send_request.status": sendRequestStatuses,
  "sending_domain.status": domainStatuses,
  "subscription.status": subscriptionStatuses,
  "suppression.reason": suppressionReasons,
  "suppression_history.reason": suppressionReasons,
  "template.content_kind": contentKinds,
  "transport.kind": transportKinds,
  "webhook_delivery.status": deliveryStatuses,
};

type OneOf<List extends readonly string[]> = List[number];

declare global {
  // The name under which prisma-json-types-generator looks for them.
  namespace PrismaJson {
    type AnswerStatus = OneOf<typeof answerStatuses>;
    type ApiKeyKind = OneOf<typeof apiKeyKinds>;
    type AuthTokenPurpose = OneOf<typeof authTokenPurposes>;
    type BinKind = OneOf<typeof binKinds>;
    type BatchStatus = OneOf<typeof batchStatuses>;
    type CallStatus = OneOf<typeof callStatuses>;
    type CampaignStatus = OneOf<typeof campaignStatuses>;
    type ContentKind = OneOf<typeof contentKinds>;
    type CustomEventKind = OneOf<typeof customEventKinds>;
    type CustomEventSource = OneOf<typeof customEventSources>;
    type DeliveryStatus = OneOf<typeof deliveryStatuses>;
    type DkimKeyStatus = OneOf<typeof dkimKeyStatuses>;
    type DomainStatus = OneOf<typeof domainStatuses>;
    type EmailVia = OneOf<typeof emailVias>;
    type EventActor = OneOf<typeof eventActors>;
    type FieldType = OneOf<typeof FIELD_TYPES>;
    type ImportStatus = OneOf<typeof importStatuses>;
    type KeyMode = OneOf<typeof keyModes>;
    type MessageKind = OneOf<typeof messageKinds>;
    type MessageStatus = OneOf<typeof messageStatuses>;
    type OutboxKind = OneOf<typeof outboxKinds>;
    type RecipientRole = OneOf<typeof recipientRoles>;
    type Role = OneOf<typeof roles>;
    type SendRequestStatus = OneOf<typeof sendRequestStatuses>;
    type StoredBounceKind = OneOf<typeof storedBounceKinds>;
    type SubscriptionStatus = OneOf<typeof subscriptionStatuses>;
    type SuppressionReason = OneOf<typeof suppressionReasons>;
    type TransportKind = OneOf<typeof transportKinds>;
  }
}
