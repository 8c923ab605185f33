import { isEmailAddress } from "@/lib/base/addresses/email-address";
import { readAddress } from "@/lib/base/addresses/read-address";
import type { Ctx } from "@/lib/base/context";
import { parsePublicId, publicId } from "@/lib/base/db/ids";
import { AppError, invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { NewCustomEvent } from "@/lib/events/custom/new-event";
import { occurredAt } from "@/lib/events/custom/occurred-at";
import type { TrackEvent } from "@/lib/events/custom/schema";
import { ADDRESS_KEY } from "@/lib/people/identities/waiting";
import { takeEvents } from "./take-events";

/** What became of one event; ids are public. */
export interface TrackedEvent {
  status: "stored" | "duplicate";
  id: string | null;
  contactId: string | null;
}

/**
 * Stores events that a program tells by our own API, all or none, and answers once they are committed. Throws `invalid` with the place of what
 * is wrong (`events.3.contact`, where `at` is `events.3.`), and `unavailable` when they have to be sent again.
 */
export async function trackEvents(
  ctx: Ctx,
  given: readonly { event: TrackEvent; at: string }[],
): Promise<TrackedEvent[]> {
  requirePermission(ctx, "events.write");
  const receivedAt = ctx.now();
  const outcomes = await takeEvents(
    ctx,
    given.map(({ event, at }) => newEvent(event, at, receivedAt)),
  );
  if (!outcomes) throw new AppError("unavailable", "The events could not be stored. Send them again.", {}, 2);
  return outcomes.map(({ status, id, contactId }) => ({
    status,
    id: id && publicId("cev", id),
    contactId: contactId && publicId("ctc", contactId),
  }));
}

function newEvent({ name, contact, properties, ...event }: TrackEvent, at: string, receivedAt: Date): NewCustomEvent {
  const named = contact === undefined ? nobody : whoIs(contact, `${at}contact`);
  return {
    ...{ kind: "track", source: "api", name, properties },
    occurredAt: occurredAt({ at: event.occurredAt, receivedAt }),
    messageId: event.messageId ?? null,
    contactId: named.contactId,
    userId: named.userId ?? event.userId ?? null,
    anonymousId: event.anonymousId ?? null,
    email: named.email,
    introduces: named.email !== null,
    identifies: false,
    details: named.email === null ? {} : { [ADDRESS_KEY]: named.email },
  };
}

type Named = Pick<NewCustomEvent, "contactId" | "userId" | "email">;
const nobody: Named = { contactId: null, userId: null, email: null };

/** What `contactIdOf` takes, without asking whether there is such a contact: an event may come before it. */
function whoIs(contact: string, field: string): Named {
  if (contact.startsWith("external:")) {
    const userId = contact.slice("external:".length).trim();
    if (userId === "" || userId.length > 255) throw wrong(field, "The id has 1 to 255 characters.");
    return { ...nobody, userId };
  }
  if (contact.startsWith("ctc_")) return { ...nobody, contactId: idOf(contact, field) };
  const address = readAddress(contact.replace(/^email:/, ""));
  if (!isEmailAddress(address)) throw wrong(field, address.error);
  return { ...nobody, email: address.normalized };
}

function idOf(text: string, field: string): string {
  try {
    return parsePublicId("ctc", text);
  } catch {
    throw wrong(field, "This is not the id of a contact.");
  }
}

const wrong = (field: string, text: string) => invalid(text, { [field]: text });
