import { createHash } from "node:crypto";
import { newId } from "@/lib/base/db/ids";
import type { CustomEventKind, CustomEventSource } from "./kinds.shared";

/** An event that was read and found sound, before it is stored. */
export interface NewCustomEvent {
  kind: CustomEventKind;
  name: string;
  occurredAt: Date;
  /** Null: it gets one, and is never taken for another. */
  messageId: string | null;
  /** Whom it is about, as far as it says so; the first that is known counts, in this order. */
  contactId: string | null;
  userId: string | null;
  anonymousId: string | null;
  /** Normalised. */
  email: string | null;
  /** Whether somebody whom nobody knows yet may become a contact by it. */
  introduces: boolean;
  /** Whether it says who somebody is, or what they are like. */
  identifies: boolean;
  source: CustomEventSource;
  properties: Readonly<Record<string, unknown>>;
  details: Readonly<Record<string, unknown>>;
  /** Whether the key that told it may change contacts; if not, it may stand in a web page, and anybody may have told this. */
  trusted?: boolean;
}

/** The same with what it is stored by. */
export type KeyedEvent = Omit<NewCustomEvent, "messageId"> & { id: string; messageId: string; messageKey: string };

/**
 * Gives an event its id, and the key under which its message is stored once: apart for keys that anybody may have, so that nobody who
 * guesses the id of a message (`order-4711`) keeps the true one out.
 */
export function withKey(event: NewCustomEvent): KeyedEvent {
  const id = newId();
  const messageId = event.messageId ?? id;
  return { ...event, id, messageId, messageKey: messageKey(event.trusted ? messageId : `anybody ${messageId}`) };
}

/** The first 128 bits of a SHA-256, as a UUID: any message id has the same short length in the index. */
export function messageKey(messageId: string): string {
  const hex = createHash("sha256").update(messageId).digest("hex").slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
