import type { NewEvent } from "@/lib/events/ledger/event-types";
import type { MessageFacts } from "@/lib/events/ledger/message-facts";

/** An event with its id and what its message knows. */
export type StoredEvent = NewEvent & { id: string };

/** A locked message: its facts before this group of events and, as the group is applied, after. */
export interface MessageRow {
  id: string;
  kind: string;
  status: string;
  campaignId: string | null;
  contactId: string | null;
  sendingAt: number | null;
  before: MessageFacts;
  facts: MessageFacts;
  /** An event of this group proves that the message got out. */
  arrived: boolean;
}

/** A click that was taken for a person's until the rest of its burst arrived. */
export interface CorrectedClick {
  id: string;
  messageId: string;
  linkId: string;
  contactId: string | null;
  campaignId: string | null;
}
