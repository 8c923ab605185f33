import type { ToldType } from "@/lib/events/outbox/told-facts";

/** An event with what is told of its message, person, campaign and link. Ids are UUIDs. */
export interface EventFact {
  id: string;
  type: ToldType;
  occurredAt: Date;
  messageId: string | null;
  messageKind: string | null;
  campaignId: string | null;
  campaignName: string | null;
  contactId: string | null;
  externalId: string | null;
  /** That the message went to, or the contact has. */
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  linkId: string | null;
  linkUrl: string | null;
  actor: string | null;
  reasons: readonly string[];
  ip: string | null;
  userAgent: string | null;
  /** As `NewEvent` has it. */
  data: Readonly<Record<string, unknown>>;
}
