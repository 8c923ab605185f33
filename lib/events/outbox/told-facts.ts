import { z } from "zod";
import { storedValues } from "@/lib/base/db/stored-json";
import type { EventType } from "@/lib/events/ledger/event-types";

/** What other programs are told besides the events of the ledger: no row is kept of it once it is told. */
export const factTypes = [
  "contact.updated",
  "contact.deleted",
  "contacts.changed",
  "suppression.added",
  "suppression.removed",
  "suppressions.changed",
  "campaign.scheduled",
  "campaign.unscheduled",
  "campaign.started",
  "campaign.paused",
  "campaign.resumed",
  "campaign.finished",
  "campaign.cancelled",
] as const;
export type FactType = (typeof factTypes)[number];

/** Everything that other programs can be told of. */
export type ToldType = EventType | FactType;

/** One fact to tell. The workspace comes from the transaction it happens in. */
export interface NewFact {
  type: FactType;
  occurredAt: Date;
  contactId?: string | undefined;
  campaignId?: string | undefined;
  messageId?: string | null | undefined;
  /** Normalised. Only where the fact is about an address and not about a contact: people are read when it is told. */
  email?: string | undefined;
  data: Readonly<Record<string, unknown>>;
}

const StoredFact = z.object({
  id: z.string(),
  type: z.enum(factTypes),
  occurredAt: z.iso.datetime(),
  contactId: z.string().optional(),
  campaignId: z.string().optional(),
  messageId: z.string().nullish(),
  email: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});
export type StoredFact = z.infer<typeof StoredFact>;

export const outboxFacts = storedValues("fact_outbox.facts", z.array(StoredFact));
